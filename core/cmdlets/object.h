#pragma once

#include "core/base/credential.h"
#include "core/clixml/value.h"
#include "core/sessions/session.h"

#include <QList>
#include <QString>
#include <QUrl>
#include <QUuid>

#include <functional>
#include <memory>
#include <variant>

namespace rejoin::cmdlets {

class Object;

/// Makes an SS value of a secret: encrypts it with the key of the session that gets it.
using SecretWriter = std::function<clixml::Value(const base::SecretString &)>;

/// @( … ): shared, as PowerShell's arrays are.
using ObjectList = QList<Object>;

/// @{ … }, in the order it was written.
struct Hashtable
{
    QList<std::pair<QString, Object>> entries;
    [[nodiscard]] const Object *find(const QString &key) const; ///< case-insensitive; null when absent
};

/// { … }: the text between the braces, sent as it is.
struct ScriptBlock
{
    QString text;
};

/// Named properties in order, with the type name that PowerShell would give: Test-WSMan's answer, Get-RejoinComputer …
struct Record
{
    QString typeName;
    QList<std::pair<QString, Object>> properties;
};

/// A value of the statement language. Cheap to copy.
class Object
{
public:
    using Variant =
        std::variant<std::monostate, bool, qint64, double, QString, QUuid, QUrl, QDateTime, std::shared_ptr<ObjectList>,
                     std::shared_ptr<Hashtable>, std::shared_ptr<ScriptBlock>, std::shared_ptr<Record>,
                     sessions::SessionPtr, std::shared_ptr<sessions::SessionOptions>, std::shared_ptr<base::Credential>,
                     base::SecretString, clixml::Value>;

    Object() = default; ///< $null
    Object(Variant value);
    [[nodiscard]] static Object string(const QString &text) { return Object(Variant(text)); }
    [[nodiscard]] static Object number(qint64 value) { return Object(Variant(value)); }
    [[nodiscard]] static Object boolean(bool value) { return Object(Variant(value)); }
    [[nodiscard]] static Object list(ObjectList items);
    [[nodiscard]] static Object session(sessions::SessionPtr session) { return Object(Variant(std::move(session))); }
    /// origin: the session whose key reads the SecureStrings in it.
    [[nodiscard]] static Object remote(clixml::Value value, std::weak_ptr<remoting::RunspaceSession> origin = {})
    {
        Object object((Variant(std::move(value))));
        object.m_origin = std::move(origin);
        return object;
    }
    [[nodiscard]] static Object record(QString typeName, QList<std::pair<QString, Object>> properties);

    template <typename T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&m_value);
    }
    [[nodiscard]] const Variant &variant() const { return m_value; }

    /// Null for what no session gave, and when that session is gone.
    [[nodiscard]] std::shared_ptr<remoting::RunspaceSession> origin() const { return m_origin.lock(); }

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] bool isList() const { return as<std::shared_ptr<ObjectList>>() != nullptr; }
    [[nodiscard]] sessions::SessionPtr toSession() const; ///< null when it is none
    /// Null gives none, a list its items (one level), anything else itself: PowerShell's enumeration.
    [[nodiscard]] ObjectList items() const;

    /// PowerShell's string conversion: lists joined by spaces, $null empty.
    [[nodiscard]] QString toText() const;
    /// PowerShell's truth.
    [[nodiscard]] bool toBool() const;
    /// A number, or text that is one.
    [[nodiscard]] std::optional<qint64> toInteger() const;
    [[nodiscard]] std::optional<double> toNumber() const;

    /// A property by name, case-insensitive; nullopt when the object has none such. Session: Id, Name, ComputerName,
    /// State, ConfigurationName, Availability, InstanceId, Transport, ComputerType, IdleTimeout …
    [[nodiscard]] std::optional<Object> property(const QString &name) const;
    /// Names of the properties in display order.
    [[nodiscard]] QStringList propertyNames() const;
    /// Type name as PowerShell has it: "System.Management.Automation.Runspaces.PSSession".
    [[nodiscard]] QString typeName() const;
    /// For sending as an argument (-ArgumentList, $using:) and for showing. Sessions and the like go as their text.
    /// Without seal no password leaves: a credential is its user's name. With it secrets are written as what it gives;
    /// keys must have been exchanged (see valueFor in secrets.h). Throws what seal throws.
    [[nodiscard]] clixml::Value toClixml(const SecretWriter &seal = {}) const;

private:
    [[nodiscard]] Object remotePart(const clixml::Value &value) const;

    Variant m_value;
    std::weak_ptr<remoting::RunspaceSession> m_origin;
};

} // namespace rejoin::cmdlets
