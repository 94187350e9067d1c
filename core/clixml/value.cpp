#include "core/clixml/value.h"

#include "core/clixml/document.h"
#include "core/clixml/escape.h"
#include "core/clixml/lexical.h"

#include <algorithm>

namespace rejoin::clixml {

namespace {

constexpr std::string_view deserializedPrefix = "Deserialized.";

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::string_view withoutPrefix(std::string_view name)
{
    return name.starts_with(deserializedPrefix) ? name.substr(deserializedPrefix.size()) : name;
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; };
    if (a.size() == b.size() &&
        std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); }))
        return true;
    if (std::all_of(a.begin(), a.end(), isAscii) && std::all_of(b.begin(), b.end(), isAscii))
        return false;
    return toText(a).compare(toText(b), Qt::CaseInsensitive) == 0;
}

/// The primitive that answers for the node: itself, or what is inside an extended primitive.
const Node *primitiveOf(const Node *node)
{
    if (!node || node->type == Type::Nil)
        return nullptr;
    if (node->type != Type::Object)
        return node;
    const Node *base = node->object().base;
    return base && base->type != Type::Nil ? base : nullptr;
}

const ObjectData *objectOf(const Node *node)
{
    return node && node->type == Type::Object ? &node->object() : nullptr;
}

bool isInteger(Type type)
{
    return type == Type::Char || (type >= Type::Byte && type <= Type::Int64);
}

Value fromText(Type type, QStringView text)
{
    return Document::single(type, escapedUtf8(text));
}

Value fromAscii(Type type, std::string_view lexicalForm)
{
    return Document::single(type, lexicalForm);
}

} // namespace

Value Value::string(QStringView text)
{
    return fromText(Type::String, text);
}

Value Value::character(char16_t unit)
{
    return fromAscii(Type::Char, std::to_string(unsigned(unit)));
}

Value Value::boolean(bool value)
{
    return fromAscii(Type::Boolean, value ? "true" : "false");
}

Value Value::int32(qint32 value)
{
    return fromAscii(Type::Int32, std::to_string(value));
}

Value Value::int64(qint64 value)
{
    return fromAscii(Type::Int64, std::to_string(value));
}

Value Value::uint32(quint32 value)
{
    return fromAscii(Type::UInt32, std::to_string(value));
}

Value Value::uint64(quint64 value)
{
    return fromAscii(Type::UInt64, std::to_string(value));
}

Value Value::byte(quint8 value)
{
    return fromAscii(Type::Byte, std::to_string(value));
}

Value Value::real(double value)
{
    return fromAscii(Type::Double, lexical::fromDouble(value));
}

Value Value::bytes(QByteArrayView data)
{
    return fromAscii(Type::Bytes, QByteArray::fromRawData(data.data(), data.size()).toBase64().toStdString());
}

Value Value::guid(const QUuid &id)
{
    return fromAscii(Type::Guid, id.toByteArray(QUuid::WithoutBraces).toStdString());
}

Value Value::version(QStringView dotted)
{
    return fromText(Type::Version, dotted);
}

Value Value::uri(QStringView text)
{
    return fromText(Type::Uri, text);
}

Value Value::scriptBlock(QStringView script)
{
    return fromText(Type::ScriptBlock, script);
}

Value Value::dateTime(const QDateTime &time)
{
    return time.isValid() ? fromAscii(Type::DateTime, lexical::fromDateTime(time)) : Value();
}

Value Value::duration(qint64 ticks)
{
    return fromAscii(Type::Duration, lexical::fromTicks(ticks));
}

Value Value::secureString(QByteArrayView base64)
{
    return fromAscii(Type::SecureString, {base64.data(), std::size_t(base64.size())});
}

Value Value::primitive(Type type, QStringView lexicalForm)
{
    return type == Type::Nil || type >= Type::Object ? Value() : fromText(type, lexicalForm);
}

Type Value::type() const
{
    return m_node ? m_node->type : Type::Nil;
}

QString Value::text() const
{
    if (const Node *node = primitiveOf(m_node))
        return decoded(node->text());
    return toStringText();
}

std::optional<bool> Value::toBool() const
{
    const Node *node = primitiveOf(m_node);
    if (!node || node->type != Type::Boolean)
        return {};
    const std::string_view text = lexical::trimmed(node->text());
    if (text == "true" || text == "1")
        return true;
    if (text == "false" || text == "0")
        return false;
    return {};
}

std::optional<qint64> Value::toInteger() const
{
    const Node *node = primitiveOf(m_node);
    return node && isInteger(node->type) ? lexical::toInt64(node->text()) : std::nullopt;
}

std::optional<quint64> Value::toUnsigned() const
{
    const Node *node = primitiveOf(m_node);
    return node && isInteger(node->type) ? lexical::toUInt64(node->text()) : std::nullopt;
}

std::optional<double> Value::toDouble() const
{
    const Node *node = primitiveOf(m_node);
    if (!node)
        return {};
    const bool numeric = isInteger(node->type) || node->type == Type::Single || node->type == Type::Double ||
                         node->type == Type::Decimal;
    return numeric ? lexical::toDouble(node->text()) : std::nullopt;
}

std::optional<QByteArray> Value::toBytes() const
{
    const Node *node = primitiveOf(m_node);
    if (!node || (node->type != Type::Bytes && node->type != Type::SecureString))
        return {};
    QByteArray base64(node->text().data(), qsizetype(node->size));
    base64.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    auto result = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (result.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return {};
    return std::move(result.decoded);
}

std::optional<QUuid> Value::toGuid() const
{
    const Node *node = primitiveOf(m_node);
    if (!node || node->type != Type::Guid)
        return {};
    const QString text = toText(lexical::trimmed(node->text()));
    const QUuid id = QUuid::fromString(text);
    if (id.isNull() && text != QUuid().toString(QUuid::WithoutBraces))
        return {};
    return id;
}

std::optional<QDateTime> Value::toDateTime() const
{
    const Node *node = primitiveOf(m_node);
    const auto time = node && node->type == Type::DateTime ? lexical::toDateTime(node->text()) : std::nullopt;
    if (!time)
        return {};
    return time->toQDateTime();
}

std::optional<qint64> Value::toTicks() const
{
    const Node *node = primitiveOf(m_node);
    return node && node->type == Type::Duration ? lexical::toTicks(node->text()) : std::nullopt;
}

QStringList Value::typeNames() const
{
    QStringList names;
    if (const auto *object = objectOf(m_node); object && object->types) {
        for (const std::string_view name : object->types->names)
            names.append(toText(name));
    }
    return names;
}

bool Value::isA(std::string_view name) const
{
    const auto *object = objectOf(m_node);
    if (!object || !object->types)
        return false;
    const std::string_view wanted = withoutPrefix(name);
    return std::any_of(object->types->names.begin(), object->types->names.end(),
                       [&](std::string_view own) { return withoutPrefix(own) == wanted; });
}

bool Value::hasToString() const
{
    const auto *object = objectOf(m_node);
    return object && object->hasToString;
}

QString Value::toStringText() const
{
    const auto *object = objectOf(m_node);
    return object ? decoded(object->toString) : QString();
}

Value Value::base() const
{
    const auto *object = objectOf(m_node);
    return object && object->base ? Document::value(m_document, object->base) : Value();
}

Container Value::container() const
{
    const auto *object = objectOf(m_node);
    return object ? object->container : Container::None;
}

std::size_t Value::count() const
{
    const auto *object = objectOf(m_node);
    if (!object)
        return 0;
    return object->container == Container::Dictionary ? object->itemCount / 2 : object->itemCount;
}

Value Value::at(std::size_t i) const
{
    if (i >= count())
        return {};
    const ObjectData &object = m_node->object();
    return Document::value(m_document, object.items + (object.container == Container::Dictionary ? 2 * i + 1 : i));
}

Value Value::keyAt(std::size_t i) const
{
    if (container() != Container::Dictionary || i >= count())
        return {};
    return Document::value(m_document, m_node->object().items + 2 * i);
}

Value Value::entry(std::string_view key) const
{
    if (container() != Container::Dictionary)
        return {};
    const ObjectData &object = m_node->object();
    for (quint32 i = 0; i + 1 < object.itemCount; i += 2) {
        const Node *node = primitiveOf(object.items[i].resolved());
        if (node && equalIgnoringCase(mayHoldEscapes(node->text()) ? decodedUtf8(node->text()) : node->text(), key))
            return Document::value(m_document, object.items + i + 1);
    }
    return {};
}

std::size_t Value::memberCount() const
{
    const auto *object = objectOf(m_node);
    return object ? object->memberCount : 0;
}

QString Value::memberName(std::size_t i) const
{
    return toText(memberNameUtf8(i));
}

std::string_view Value::memberNameUtf8(std::size_t i) const
{
    return i < memberCount() ? m_node->object().members[i].name->utf8 : std::string_view();
}

Value Value::memberAt(std::size_t i) const
{
    return i < memberCount() ? Document::value(m_document, &m_node->object().members[i].node) : Value();
}

bool Value::memberIsExtended(std::size_t i) const
{
    return i < memberCount() && i >= m_node->object().adaptedCount;
}

namespace {

const Node *findMember(const Node *node, std::string_view name)
{
    const auto *object = objectOf(node);
    if (!object)
        return nullptr;
    const auto search = [&](quint32 from, quint32 to) -> const Node * {
        for (quint32 i = from; i < to; ++i) {
            if (equalIgnoringCase(object->members[i].name->utf8, name))
                return &object->members[i].node;
        }
        return nullptr;
    };
    // A note property hides an adapted one of the same name.
    const Node *found = search(object->adaptedCount, object->memberCount);
    return found ? found : search(0, object->adaptedCount);
}

} // namespace

Value Value::member(std::string_view name) const
{
    const Node *found = findMember(m_node, name);
    return found ? Document::value(m_document, found) : Value();
}

bool Value::hasMember(std::string_view name) const
{
    return findMember(m_node, name) != nullptr;
}

} // namespace rejoin::clixml
