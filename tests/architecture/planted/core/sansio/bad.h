#include <QTcpSocket>
