#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace rejoin::lab {

/// One way to misbehave, for the requests that it matches.
struct LabFault
{
    enum class Kind : quint8 {
        Delay,     ///< waits, then answers as usual
        Hang,      ///< never answers; the connection stays open
        Drop,      ///< closes without an answer, before the request is carried out
        DropAfter, ///< carries the request out, then closes without an answer
        Cut,       ///< sends only the first `bytes` bytes of the answer (its head included), then closes
        Answer,    ///< status, contentType, body
        Fault,     ///< the WS-Management fault with this code, words and subcode
        Redirect,  ///< 302 to `location`
        Oversized, ///< as usual, with `bytes` bytes of white space before the body
        Truncated, ///< Content-Length is that of the whole body, the body ends `bytes` bytes early
    };

    LabFault() = default;
    explicit LabFault(Kind what) : kind(what) {}

    // --- which requests ---
    QString computer; ///< empty: any
    /// The action's last word ("Receive", "Enumerate", "Identify"); empty: any.
    QString action;
    int skip = 0;   ///< so many matching requests pass first
    int times = -1; ///< then so many are hit; -1: all

    // --- what happens ---
    Kind kind = Kind::Fault;
    std::chrono::milliseconds delay{0};
    qint64 bytes = 0;
    int status = 500;
    QByteArray contentType = QByteArrayLiteral("application/soap+xml;charset=UTF-8");
    QByteArray body;
    QByteArray location;
    quint32 code = 0;
    QString subcode = QStringLiteral("w:InternalError");
    QString message;
};

/// The list of them. The first that matches and is not used up counts.
class LabScenario
{
public:
    void add(const LabFault &fault) { m_rules.append({fault, 0}); }
    void clear() { m_rules.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_rules.isEmpty(); }
    /// Counts the request.
    [[nodiscard]] std::optional<LabFault> next(const QString &computer, const QString &action);

private:
    struct Rule
    {
        LabFault fault;
        int seen = 0;
    };
    QList<Rule> m_rules;
};

} // namespace rejoin::lab
