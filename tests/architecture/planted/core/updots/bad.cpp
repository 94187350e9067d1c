#include "../base/error.h"
