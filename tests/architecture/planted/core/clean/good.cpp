#include "core/base/error.h"
#include "core/clean/good.h"
#include <QString>
