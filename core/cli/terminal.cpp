#include "core/cli/terminal.h"

#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace rejoin::cli {

namespace {

int widthOf(int descriptor)
{
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 0;
}

} // namespace

Terminal::Terminal()
    : m_outputIsTerminal(isatty(STDOUT_FILENO) == 1),
      m_errorIsTerminal(isatty(STDERR_FILENO) == 1),
      // https://no-color.org: any value that is not empty
      m_colours(m_errorIsTerminal && qgetenv("NO_COLOR").isEmpty() && qgetenv("TERM") != "dumb")
{
    if (!m_outputIsTerminal)
        m_queue = std::make_unique<OutputQueue>();
}

void Terminal::whenCaughtUp(std::function<void()> call)
{
    if (m_queue)
        m_queue->whenCaughtUp(std::move(call));
    else
        call();
}

void Terminal::whenDrained(std::function<void()> call)
{
    if (m_queue)
        m_queue->whenDrained(std::move(call));
    else
        call();
}

int Terminal::outputWidth() const
{
    return m_outputIsTerminal ? widthOf(STDOUT_FILENO) : 0;
}

int Terminal::formatWidth() const
{
    const int width = outputWidth();
    return width > 0 ? width : 120;
}

int Terminal::height() const
{
    constexpr int usual = 50;
    winsize size{};
    if (m_outputIsTerminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
        return size.ws_row;
    return usual;
}

void Terminal::write(int descriptor, const QByteArray &bytes)
{
    // Both descriptors go one way: what comes after the other stays after it.
    if (m_queue) {
        m_queue->write(descriptor, bytes);
        return;
    }
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::write(descriptor, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            m_broken = m_broken || (descriptor == STDOUT_FILENO && errno == EPIPE);
            return;
        }
        done += count;
    }
}

void Terminal::out(const QString &line)
{
    outRaw(line + u'\n');
}

void Terminal::outRaw(const QString &text)
{
    status({});
    write(STDOUT_FILENO, text.toUtf8());
}

void Terminal::err(const QString &line, const char *colour)
{
    errRaw(line + u'\n', colour);
}

void Terminal::errRaw(const QString &text, const char *colour)
{
    status({});
    if (m_colours && *colour)
        write(STDERR_FILENO, "\x1b[" + QByteArray(colour) + 'm' + text.toUtf8() + "\x1b[0m");
    else
        write(STDERR_FILENO, text.toUtf8());
}

void Terminal::status(const QString &text)
{
    if (!m_errorIsTerminal || (text.isEmpty() && !m_statusShown))
        return;
    const int width = qMax(10, widthOf(STDERR_FILENO));
    write(STDERR_FILENO, "\r\x1b[K" + text.left(width - 1).toUtf8());
    m_statusShown = !text.isEmpty();
}

} // namespace rejoin::cli
