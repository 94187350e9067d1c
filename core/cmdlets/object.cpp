#include "core/cmdlets/object.h"

#include "core/base/overloaded.h"
#include "core/clixml/displaytext.h"
#include "core/clixml/secrets.h"
#include "core/cmdlets/sessionoptionproperties.h"
#include "core/cmdlets/sessionproperties.h"
#include "core/psrp/hostcall.h"

#include <QLocale>

#include <cmath>

namespace rejoin::cmdlets {

namespace {

using base::Overloaded;

QString doubleText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

const Object *Hashtable::find(const QString &key) const
{
    for (const auto &[name, value] : entries)
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return &value;
    return nullptr;
}

Object::Object(Variant value) : m_value(std::move(value))
{
}

Object Object::list(ObjectList items)
{
    return Object(Variant(std::make_shared<ObjectList>(std::move(items))));
}

Object Object::record(QString typeName, QList<std::pair<QString, Object>> properties)
{
    auto record = std::make_shared<Record>();
    record->typeName = std::move(typeName);
    record->properties = std::move(properties);
    return Object(Variant(std::move(record)));
}

Object Object::remotePart(const clixml::Value &value) const
{
    return value.isNil() ? Object() : remote(value, m_origin);
}

sessions::SessionPtr Object::toSession() const
{
    const auto *session = as<sessions::SessionPtr>();
    return session ? *session : nullptr;
}

ObjectList Object::items() const
{
    if (isNull())
        return {};
    if (const auto *list = as<std::shared_ptr<ObjectList>>())
        return **list;
    return {*this};
}

QString Object::toText() const
{
    return std::visit(
        Overloaded{
            [](std::monostate) { return QString(); },
            [](bool value) { return value ? QStringLiteral("True") : QStringLiteral("False"); },
            [](qint64 value) { return QString::number(value); },
            [](double value) { return doubleText(value); },
            [](const QString &text) { return text; },
            [](const QUuid &id) { return id.toString(QUuid::WithoutBraces); },
            [](const QUrl &url) { return url.toString(); },
            [](const QDateTime &time) { return time.toLocalTime().toString(QStringLiteral("MM/dd/yyyy HH:mm:ss")); },
            [](const std::shared_ptr<ObjectList> &list) {
                QStringList texts;
                for (const Object &item : *list)
                    texts << item.toText();
                return texts.join(u' ');
            },
            [](const std::shared_ptr<Hashtable> &) { return QStringLiteral("System.Collections.Hashtable"); },
            [](const std::shared_ptr<ScriptBlock> &block) { return block->text; },
            [](const std::shared_ptr<Record> &record) { return record->typeName; },
            [](const sessions::SessionPtr &session) { return QStringLiteral("[PSSession]%1").arg(session->name()); },
            [](const std::shared_ptr<sessions::SessionOptions> &) {
                return QStringLiteral("System.Management.Automation.Remoting.PSSessionOption");
            },
            [](const std::shared_ptr<base::Credential> &credential) { return credential->userName; },
            [](const base::SecretString &) { return QStringLiteral("System.Security.SecureString"); },
            [](const clixml::Value &value) {
                // Its ciphertext is nobody's business.
                if (value.type() == clixml::Type::SecureString || value.base().type() == clixml::Type::SecureString)
                    return QStringLiteral("System.Security.SecureString");
                return value.type() == clixml::Type::Duration ? clixml::display::primitiveText(value) : value.text();
            },
        },
        m_value);
}

bool Object::toBool() const
{
    if (const auto *list = as<std::shared_ptr<ObjectList>>())
        return (*list)->size() > 1 || ((*list)->size() == 1 && (*list)->first().toBool());
    return std::visit(Overloaded{
                          [](std::monostate) { return false; },
                          [](bool value) { return value; },
                          [](qint64 value) { return value != 0; },
                          [](double value) { return value != 0; },
                          [](const QString &text) { return !text.isEmpty(); },
                          [](const clixml::Value &value) {
                              if (const auto truth = value.toBool())
                                  return *truth;
                              if (const auto number = value.toDouble())
                                  return *number != 0;
                              return value.type() != clixml::Type::String || !value.text().isEmpty();
                          },
                          [](const auto &) { return true; },
                      },
                      m_value);
}

std::optional<qint64> Object::toInteger() const
{
    if (const auto *value = as<qint64>())
        return *value;
    const auto number = toNumber();
    if (!number || *number != std::floor(*number) || std::abs(*number) > 9e18)
        return {};
    return static_cast<qint64>(*number);
}

std::optional<double> Object::toNumber() const
{
    if (const auto *value = as<qint64>())
        return static_cast<double>(*value);
    if (const auto *value = as<double>())
        return *value;
    if (const auto *value = as<bool>())
        return *value ? 1 : 0;
    if (const auto *text = as<QString>()) {
        bool ok = false;
        const double value = text->trimmed().toDouble(&ok);
        return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    if (const auto *value = as<clixml::Value>())
        return value->toDouble();
    return {};
}

std::optional<Object> Object::property(const QString &name) const
{
    const auto is = [&](const char *other) { return name.compare(QLatin1String(other), Qt::CaseInsensitive) == 0; };
    if (const auto session = toSession())
        return sessionProperty(*session, name);
    if (const auto *options = as<std::shared_ptr<sessions::SessionOptions>>())
        return sessionOptionProperty(**options, name);
    if (const auto *record = as<std::shared_ptr<Record>>()) {
        for (const auto &[key, value] : (*record)->properties)
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        return {};
    }
    if (const auto *table = as<std::shared_ptr<Hashtable>>()) {
        if (const Object *value = (*table)->find(name))
            return *value;
        if (is("Count"))
            return Object::number((*table)->entries.size());
        return {};
    }
    if (const auto *list = as<std::shared_ptr<ObjectList>>()) {
        if (is("Count") || is("Length"))
            return Object::number((*list)->size());
        // Member enumeration, as PowerShell does for arrays.
        ObjectList found;
        for (const Object &item : **list)
            if (auto value = item.property(name))
                found << *value;
        if (found.isEmpty())
            return {};
        return found.size() == 1 ? found.first() : Object::list(std::move(found));
    }
    if (const auto *value = as<clixml::Value>()) {
        const QByteArray utf8 = name.toUtf8();
        const std::string_view key(utf8.constData(), static_cast<std::size_t>(utf8.size()));
        if (value->hasMember(key))
            return remotePart(value->member(key));
        if (value->container() == clixml::Container::Dictionary) {
            const clixml::Value entry = value->entry(key);
            if (!entry.isNil())
                return remotePart(entry);
        }
        const auto type = value->isObject() ? value->base().type() : value->type();
        if (type == clixml::Type::String && is("Length"))
            return Object::number(value->text().size());
        if (value->container() != clixml::Container::None && (is("Count") || is("Length")))
            return Object::number(static_cast<qint64>(value->count()));
        return {};
    }
    if (const auto *credential = as<std::shared_ptr<base::Credential>>(); credential) {
        if (is("UserName"))
            return Object::string((*credential)->userName);
        if (is("Password"))
            return Object(Variant((*credential)->password));
    }
    if (const auto *text = as<QString>(); text && is("Length"))
        return Object::number(text->size());
    if (is("Count") && !isNull())
        return Object::number(1);
    return {};
}

QStringList Object::propertyNames() const
{
    if (toSession())
        return sessionPropertyNames();
    if (as<std::shared_ptr<sessions::SessionOptions>>())
        return sessionOptionPropertyNames();
    QStringList names;
    if (const auto *record = as<std::shared_ptr<Record>>()) {
        for (const auto &[key, value] : (*record)->properties)
            names << key;
    } else if (const auto *table = as<std::shared_ptr<Hashtable>>()) {
        for (const auto &[key, value] : (*table)->entries)
            names << key;
    } else if (const auto *value = as<clixml::Value>(); value && value->base().isNil()) {
        // A text or a number that remoting decorated is still its value; property() finds the notes.
        for (std::size_t i = 0; i < value->memberCount(); ++i)
            names << value->memberName(i);
    }
    return names;
}

QString Object::typeName() const
{
    const auto name = [](const char *text) { return QString::fromLatin1(text); };
    return std::visit(
        Overloaded{
            [](std::monostate) { return QString(); },
            [&](bool) { return name("System.Boolean"); },
            [&](qint64 value) {
                return value == static_cast<qint32>(value) ? name("System.Int32") : name("System.Int64");
            },
            [&](double) { return name("System.Double"); },
            [&](const QString &) { return name("System.String"); },
            [&](const QUuid &) { return name("System.Guid"); },
            [&](const QUrl &) { return name("System.Uri"); },
            [&](const QDateTime &) { return name("System.DateTime"); },
            [&](const std::shared_ptr<ObjectList> &) { return name("System.Object[]"); },
            [&](const std::shared_ptr<Hashtable> &) { return name("System.Collections.Hashtable"); },
            [&](const std::shared_ptr<ScriptBlock> &) { return name("System.Management.Automation.ScriptBlock"); },
            [](const std::shared_ptr<Record> &record) { return record->typeName; },
            [&](const sessions::SessionPtr &) { return name("System.Management.Automation.Runspaces.PSSession"); },
            [&](const std::shared_ptr<sessions::SessionOptions> &) {
                return name("System.Management.Automation.Remoting.PSSessionOption");
            },
            [&](const std::shared_ptr<base::Credential> &) {
                return name("System.Management.Automation.PSCredential");
            },
            [&](const base::SecretString &) { return name("System.Security.SecureString"); },
            [](const clixml::Value &value) { return value.typeNames().value(0); },
        },
        m_value);
}

clixml::Value Object::toClixml(const SecretWriter &seal) const
{
    using clixml::Value;
    return std::visit(
        Overloaded{
            [](std::monostate) { return Value(); },
            [](bool value) { return Value::boolean(value); },
            [](qint64 value) {
                return value == static_cast<qint32>(value) ? Value::int32(static_cast<qint32>(value))
                                                           : Value::int64(value);
            },
            [](double value) { return Value::real(value); },
            [](const QString &text) { return Value::string(text); },
            [](const QUuid &id) { return Value::guid(id); },
            [](const QUrl &url) { return Value::uri(url.toString()); },
            [](const QDateTime &time) { return Value::dateTime(time); },
            [&seal](const std::shared_ptr<ObjectList> &list) {
                std::vector<Value> items;
                for (const Object &item : *list)
                    items.push_back(item.toClixml(seal));
                return clixml::arrayList(items);
            },
            [&seal](const std::shared_ptr<Hashtable> &table) {
                clixml::ObjectBuilder builder;
                builder.typeNames({"System.Collections.Hashtable", "System.Object"})
                    .container(clixml::Container::Dictionary);
                for (const auto &[key, value] : table->entries)
                    builder.entry(Value::string(key), value.toClixml(seal));
                return builder.build();
            },
            [](const std::shared_ptr<ScriptBlock> &block) { return Value::scriptBlock(block->text); },
            [&seal](const std::shared_ptr<Record> &record) {
                clixml::ObjectBuilder builder;
                builder.typeNames({"System.Management.Automation.PSCustomObject", "System.Object"});
                for (const auto &[key, value] : record->properties)
                    builder.note(key.toStdString(), value.toClixml(seal));
                return builder.build();
            },
            [this](const sessions::SessionPtr &session) {
                clixml::ObjectBuilder builder;
                builder.typeNames({"System.Management.Automation.Runspaces.PSSession", "System.Object"});
                builder.toString(toText());
                for (const QString &name : sessionPropertyNames())
                    if (const auto value = sessionProperty(*session, name))
                        builder.property(name.toStdString(), value->toClixml());
                return builder.build();
            },
            [](const std::shared_ptr<sessions::SessionOptions> &options) {
                clixml::ObjectBuilder builder;
                builder.typeNames({"System.Management.Automation.Remoting.PSSessionOption", "System.Object"});
                for (const QString &name : sessionOptionPropertyNames())
                    if (const auto value = sessionOptionProperty(*options, name))
                        builder.property(name.toStdString(), value->toClixml());
                return builder.build();
            },
            [&seal](const std::shared_ptr<base::Credential> &credential) {
                return seal ? psrp::credentialObject(credential->userName, seal(credential->password))
                            : Value::string(credential->userName);
            },
            [this, &seal](const base::SecretString &secret) { return seal ? seal(secret) : Value::string(toText()); },
            [this, &seal](const clixml::Value &value) {
                const auto from = origin();
                if (!seal || !from)
                    return value;
                return clixml::replaceSecrets(
                    value, [&from, &seal](const Value &secret) { return seal(from->openSecret(secret)); });
            },
        },
        m_value);
}

} // namespace rejoin::cmdlets
