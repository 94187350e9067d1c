#pragma once

#include "core/base/awaitable.h"
#include "core/psrp/fragment.h"
#include "core/psrp/message.h"
#include "core/psrp/poolmessages.h"
#include "core/psrp/sessionkey.h"
#include "core/transport/transport.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/server.h"

#include <QDir>
#include <QRegularExpression>

#include <map>

// A conversation that was recorded with a real server, as a transport: each request is met by the recorded one of the
// same operation, in order, and answered as that was. Ids of ours take the places of the recorded ones.
namespace rejoin::test {

/// One request and its answer.
struct RecordedStep
{
    QString name; ///< "03-Command"
    wsman::ServerRequest request;
    QByteArray answer;
    bool isFault = false;
    bool used = false;

    [[nodiscard]] QString kind() const { return name.section(u'-', 1); }
    /// Operation, level and shell.
    [[nodiscard]] QString key() const { return keyOf(request); }
    [[nodiscard]] static QString keyOf(const wsman::ServerRequest &request)
    {
        const bool names = !request.shell.shellId.isEmpty();
        const QUuid shell = names ? request.shell.id()
                            : request.shellId().isNull()
                                ? QUuid(request.filterSelectors.value(QStringLiteral("ShellId")))
                                : request.shellId();
        // New commands get ids of their own: their recorded ones are learned by order.
        const bool isNew = request.action.endsWith(QLatin1String("/Command"));
        return QStringLiteral("%1 %2 shell %3 command %4")
            .arg(request.action.section(u'/', -1), request.resourceUri.section(u'/', -1), shell.toString(),
                 isNew ? QString() : request.commandId.toString());
    }
};

class RecordedTransport final : public transport::Transport
{
public:
    explicit RecordedTransport(const QString &folder) : m_state(std::make_shared<State>())
    {
        m_endpoint.host = QStringLiteral("127.0.0.1");
        m_endpoint.port = 5985;
        const auto names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &name : names) {
            RecordedStep step;
            step.name = name;
            QByteArray request = contentOf(folder + u'/' + name + QStringLiteral("/request.raw.xml"));
            request.replace("PT-1S", "PT1S"); // wrong on purpose there, to see the fault
            step.request = wsman::parseRequest(request);
            step.answer = contentOf(folder + u'/' + name + QStringLiteral("/response.raw.xml"));
            step.isFault = wsman::parseFault(step.answer).has_value();
            m_state->steps.append(step);
        }
    }

    [[nodiscard]] QList<RecordedStep> &steps() { return m_state->steps; }
    /// "Command: our line | recorded line", for each difference between a request and its recorded one.
    [[nodiscard]] const QStringList &differences() const { return m_state->differences; }
    /// Operations that were not recorded, and how often: answered with nothing but their acknowledgement.
    [[nodiscard]] const QMap<QString, int> &additions() const { return m_state->additions; }
    /// ours stands for recorded from now on.
    void map(const QUuid &ours, const QUuid &recorded) { m_state->recordedOf[ours] = recorded; }
    [[nodiscard]] QUuid ourOf(const QUuid &recorded) const { return m_state->recordedOf.key(recorded); }

    Task<transport::HttpResponse> post(transport::HttpRequest http, base::CancelToken cancel) override
    {
        cancel.check();
        const auto state = m_state;
        const wsman::ServerRequest ours = wsman::parseRequest(http.body);
        std::optional<transport::HttpResponse> answer;
        while (!answer) {
            base::Awaitable<bool> turn; // answers come from the event loop
            const auto handle = turn.handle();
            const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
            answer = state->answerTo(ours);
            if (answer) {
                state->wakeAll();
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(), [handle] { handle.resolve(true); }, Qt::QueuedConnection);
            } else {
                // A Receive whose time has not come, or that is beyond the recording: until it is given up.
                state->waiting.append(handle);
            }
            co_await turn;
        }
        co_return *answer;
    }
    [[nodiscard]] transport::Endpoint endpoint() const override { return m_endpoint; }
    [[nodiscard]] transport::ConnectionFacts facts() const override { return {}; }
    void close() override {}

    [[nodiscard]] static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The messages of a request: creationXml, connectXml, arguments, streams. What is only begun is named so.
    [[nodiscard]] static QStringList messagesOf(const wsman::ServerRequest &request)
    {
        QByteArray bytes = request.creationXml + request.connectXml + request.arguments;
        for (const auto &stream : request.streams)
            bytes += stream.data;
        QStringList names;
        psrp::Defragmenter defragmenter(psrp::defaultMaximumMessage, true);
        const auto messages = defragmenter.add(bytes);
        for (const QByteArray &message : messages)
            names.append(psrp::messageTypeName(psrp::Message::decode(message).type));
        if (!defragmenter.isEmpty())
            names.append(QStringLiteral("(begun)"));
        return names;
    }

private:
    struct State
    {
        QList<RecordedStep> steps;
        QMap<QUuid, QUuid> recordedOf; ///< by ours
        QStringList differences;
        QMap<QString, int> additions;
        psrp::SessionKey key;
        QByteArray keyForUs;
        QList<base::Awaitable<bool>::Handle> waiting;

        void wakeAll()
        {
            const auto all = std::exchange(waiting, {});
            for (const auto &one : all)
                one.resolve(true);
        }
        /// What was received in the recording was received after all that was asked before it.
        [[nodiscard]] bool isDue(const RecordedStep &step) const
        {
            for (const RecordedStep &earlier : steps) {
                if (&earlier == &step)
                    return true;
                if (!earlier.used && earlier.kind() != QLatin1String("Receive"))
                    return false;
            }
            return true;
        }

        [[nodiscard]] QUuid recorded(const QUuid &ours) const { return recordedOf.value(ours, ours); }

        [[nodiscard]] wsman::ServerRequest translated(wsman::ServerRequest request) const
        {
            const auto swap = [this](QString text) {
                for (auto it = recordedOf.begin(); it != recordedOf.end(); ++it) {
                    if (QUuid(text) == it.key())
                        text = it.value().toString(QUuid::WithoutBraces).toUpper();
                }
                return text;
            };
            request.commandId = recorded(request.commandId);
            request.shell.shellId = swap(request.shell.shellId);
            for (auto &value : request.selectors)
                value = swap(value);
            for (auto &value : request.filterSelectors)
                value = swap(value);
            for (auto &stream : request.streams)
                stream.commandId = recorded(stream.commandId);
            return request;
        }

        std::optional<transport::HttpResponse> answerTo(const wsman::ServerRequest &ours)
        {
            takePublicKey(ours);
            const wsman::ServerRequest same = translated(ours);
            const QString wanted = RecordedStep::keyOf(same);
            for (RecordedStep &step : steps) {
                if (step.used || step.key() != wanted)
                    continue;
                if (step.kind() == QLatin1String("Receive") && !isDue(step))
                    return std::nullopt;
                step.used = true;
                if (step.kind() == QLatin1String("Command"))
                    recordedOf[ours.commandId] = step.request.commandId;
                compare(step, translated(ours));
                return response(step, ours);
            }
            if (ours.action == QLatin1String(wsman::action::receive.data()))
                return std::nullopt;
            ++additions[ours.action.section(u'/', -1)];
            transport::HttpResponse http;
            http.status = 200;
            http.contentType = QByteArrayLiteral("application/soap+xml;charset=UTF-8");
            http.body = wsman::acknowledgement(ours);
            return http;
        }

        static QStringList described(const wsman::ServerRequest &request)
        {
            QStringList lines{QStringLiteral("resource %1").arg(request.resourceUri)};
            for (auto it = request.options.begin(); it != request.options.end(); ++it)
                lines.append(QStringLiteral("option %1=%2").arg(it.key(), it.value()));
            for (auto it = request.selectors.begin(); it != request.selectors.end(); ++it)
                lines.append(QStringLiteral("selector %1=%2").arg(it.key(), it.value()));
            for (auto it = request.filterSelectors.begin(); it != request.filterSelectors.end(); ++it)
                lines.append(QStringLiteral("filter %1=%2").arg(it.key(), it.value()));
            lines.append(QStringLiteral("compression %1").arg(request.compressionType));
            lines.append(QStringLiteral("shell %1 name '%2' streams %3, %4")
                             .arg(request.shell.shellId, request.shell.name, request.shell.inputStreams,
                                  request.shell.outputStreams));
            const auto idle = request.idleTimeout ? request.idleTimeout : request.shell.idleTimeout;
            lines.append(QStringLiteral("idle time-out %1").arg(idle ? idle->count() : -1));
            lines.append(QStringLiteral("buffer mode %1 %2")
                             .arg(static_cast<int>(request.bufferMode))
                             .arg(static_cast<int>(request.shell.bufferMode)));
            lines.append(QStringLiteral("command %1 '%2'").arg(request.commandId.toString(), request.commandLine));
            lines.append(QStringLiteral("desired %1").arg(request.desiredStreams.join(u' ')));
            for (const auto &stream : request.streams)
                lines.append(QStringLiteral("stream %1 of %2").arg(stream.name, stream.commandId.toString()));
            lines.append(QStringLiteral("signal %1").arg(request.signalCode));
            lines.append(QStringLiteral("messages %1").arg(messagesOf(request).join(u' ')));
            return lines;
        }

        void compare(const RecordedStep &step, const wsman::ServerRequest &ours)
        {
            QStringList mine = described(ours);
            QStringList theirs = described(step.request);
            const QStringList both = theirs;
            for (const QString &line : both) {
                if (mine.removeOne(line))
                    theirs.removeOne(line);
            }
            if (!mine.isEmpty() || !theirs.isEmpty())
                differences.append(
                    QStringLiteral("%1: %2 | %3")
                        .arg(step.kind(), mine.join(QLatin1String("; ")), theirs.join(QLatin1String("; "))));
        }

        /// The recorded session key was for another client's key: a key for ours takes its place.
        void takePublicKey(const wsman::ServerRequest &ours)
        {
            for (const auto &stream : ours.streams) {
                psrp::Defragmenter defragmenter(psrp::defaultMaximumMessage, true);
                const auto messages = defragmenter.add(stream.data);
                for (const QByteArray &bytes : messages) {
                    const auto message = psrp::Message::decode(bytes);
                    if (message.type == psrp::MessageType::PublicKey)
                        keyForUs = key.generateFor(psrp::readBase64(message.data, "PublicKey")).toBase64();
                }
            }
        }

        /// Fragments with our ids: the header of a message is in its first fragment, and ids are as long as ids. Old
        /// recordings have them byte-swapped.
        QByteArray withOurIds(QByteArray fragments) const
        {
            for (auto it = recordedOf.begin(); it != recordedOf.end(); ++it) {
                fragments.replace(psrp::guidBytes(it.value()), psrp::guidBytes(it.key()));
                fragments.replace(it.value().toRfc4122(), psrp::guidBytes(it.key()));
            }
            static const QByteArray before = "<S N=\"EncryptedSessionKey\">";
            if (const qsizetype at = fragments.indexOf(before); at >= 0 && !keyForUs.isEmpty())
                fragments.replace(at + before.size(), keyForUs.size(), keyForUs);
            return fragments;
        }

        transport::HttpResponse response(const RecordedStep &step, const wsman::ServerRequest &ours) const
        {
            static const QRegularExpression payload(
                QStringLiteral("(<[a-z]*:?(?:Stream|connectResponseXml)\\b[^>]*>)([A-Za-z0-9+/=\\s]+)(</)"));
            QString text = QString::fromUtf8(step.answer);
            QString out;
            qsizetype copied = 0;
            auto matches = payload.globalMatch(text);
            while (matches.hasNext()) {
                const auto match = matches.next();
                const auto bytes = QByteArray::fromBase64(match.captured(2).toLatin1());
                out += QStringView(text).mid(copied, match.capturedStart(2) - copied);
                out += QString::fromLatin1(withOurIds(bytes).toBase64());
                copied = match.capturedEnd(2);
            }
            out += QStringView(text).mid(copied);
            for (auto it = recordedOf.begin(); it != recordedOf.end(); ++it)
                out.replace(it.value().toString(QUuid::WithoutBraces),
                            it.key().toString(QUuid::WithoutBraces).toUpper(), Qt::CaseInsensitive);
            out.replace(step.request.messageId.toString(QUuid::WithoutBraces),
                        ours.messageId.toString(QUuid::WithoutBraces).toUpper(), Qt::CaseInsensitive);
            transport::HttpResponse http;
            http.status = step.isFault ? 500 : 200;
            http.contentType = QByteArrayLiteral("application/soap+xml;charset=UTF-8");
            http.body = out.toUtf8();
            return http;
        }
    };

    std::shared_ptr<State> m_state;
    transport::Endpoint m_endpoint;
};

} // namespace rejoin::test
