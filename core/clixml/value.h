#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QUuid>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace rejoin::clixml {

/// MS-PSRP 2.2.5: the kinds of value on the wire.
enum class Type : quint8 {
    Nil,
    String,       ///< S
    Char,         ///< C, a UTF-16 code unit in decimal
    Boolean,      ///< B
    DateTime,     ///< DT
    Duration,     ///< TS, xs:duration, ticks of 100 ns
    Byte,         ///< By
    SByte,        ///< SB
    UInt16,       ///< U16
    Int16,        ///< I16
    UInt32,       ///< U32
    Int32,        ///< I32
    UInt64,       ///< U64
    Int64,        ///< I64
    Single,       ///< Sg
    Double,       ///< Db
    Decimal,      ///< D
    Bytes,        ///< BA, base64
    Guid,         ///< G
    Uri,          ///< URI
    Version,      ///< Version
    Xml,          ///< XD
    ScriptBlock,  ///< SBK
    SecureString, ///< SS, base64 of what the session key encrypts
    Object,       ///< Obj
};

/// The container inside an Obj.
enum class Container : quint8 { None, List, Enumerable, Queue, Stack, Dictionary };

class Document; // arena and buffer that nodes point into
struct Node;

/// A CLIXML value: a cheap handle on an immutable node in a kept document. Primitives keep the text of the
/// message they came from and convert when asked; nothing is copied while reading.
///
/// Accessors never throw: a wrong kind gives nullopt, an empty text or a Nil value.
class Value
{
public:
    /// $null
    Value() = default;

    [[nodiscard]] static Value string(QStringView text);
    [[nodiscard]] static Value character(char16_t unit);
    [[nodiscard]] static Value boolean(bool value);
    [[nodiscard]] static Value int32(qint32 value);
    [[nodiscard]] static Value int64(qint64 value);
    [[nodiscard]] static Value uint32(quint32 value);
    [[nodiscard]] static Value uint64(quint64 value);
    [[nodiscard]] static Value byte(quint8 value);
    [[nodiscard]] static Value real(double value);
    [[nodiscard]] static Value bytes(QByteArrayView data);
    [[nodiscard]] static Value guid(const QUuid &id);
    [[nodiscard]] static Value version(QStringView dotted);
    [[nodiscard]] static Value uri(QStringView text);
    [[nodiscard]] static Value scriptBlock(QStringView script);
    /// Kept with its own offset: UTC is written with Z, local times with +hh:mm, unspecified with none.
    [[nodiscard]] static Value dateTime(const QDateTime &time);
    /// Ticks of 100 ns.
    [[nodiscard]] static Value duration(qint64 ticks);
    /// The base64 text of an SS element, encrypted by the caller.
    [[nodiscard]] static Value secureString(QByteArrayView base64);
    /// Any primitive from its lexical form on the wire (unescaped), e.g. (Type::Decimal, "1.10").
    [[nodiscard]] static Value primitive(Type type, QStringView lexical);

    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isNil() const { return type() == Type::Nil; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }

    // --- primitives; an Object with a primitive base (enum, decorated string) answers for its base ---

    /// Lexical text with _xHHHH_ decoded. For an Object: its base's text, else its ToString, else empty.
    [[nodiscard]] QString text() const;
    [[nodiscard]] std::optional<bool> toBool() const;
    /// Any integer kind, Char too; UInt64 above the range of qint64 gives nullopt.
    [[nodiscard]] std::optional<qint64> toInteger() const;
    [[nodiscard]] std::optional<quint64> toUnsigned() const;
    /// Any numeric kind.
    [[nodiscard]] std::optional<double> toDouble() const;
    [[nodiscard]] std::optional<QByteArray> toBytes() const;
    [[nodiscard]] std::optional<QUuid> toGuid() const;
    [[nodiscard]] std::optional<QDateTime> toDateTime() const;
    /// Ticks of 100 ns.
    [[nodiscard]] std::optional<qint64> toTicks() const;

    // --- objects ---

    /// Most derived first, without change ("Deserialized." prefix as it came). Empty when it has no TN.
    [[nodiscard]] QStringList typeNames() const;
    /// True when a type name equals name, with or without the prefix "Deserialized.".
    [[nodiscard]] bool isA(std::string_view name) const;
    [[nodiscard]] bool hasToString() const;
    [[nodiscard]] QString toStringText() const;
    /// The primitive inside an extended primitive or enum; Nil when there is none.
    [[nodiscard]] Value base() const;

    [[nodiscard]] Container container() const;
    /// Elements of the container, or entries of the dictionary.
    [[nodiscard]] std::size_t count() const;
    /// Element i, or the value of entry i. Out of range gives Nil.
    [[nodiscard]] Value at(std::size_t i) const;
    /// Key of dictionary entry i.
    [[nodiscard]] Value keyAt(std::size_t i) const;
    /// Dictionary look-up by the key's text, case-insensitive; Nil when absent.
    [[nodiscard]] Value entry(std::string_view key) const;

    /// Extended (MS) and adapted (Props) members in the order they came, MS after Props.
    [[nodiscard]] std::size_t memberCount() const;
    [[nodiscard]] QString memberName(std::size_t i) const;
    [[nodiscard]] std::string_view memberNameUtf8(std::size_t i) const;
    [[nodiscard]] Value memberAt(std::size_t i) const;
    /// True when member i came in MS (a note property).
    [[nodiscard]] bool memberIsExtended(std::size_t i) const;
    /// A member by name, case-insensitive, MS before Props; Nil when absent (see hasMember).
    [[nodiscard]] Value member(std::string_view name) const;
    [[nodiscard]] bool hasMember(std::string_view name) const;

    /// Identity of the node, for telling cycles when walking.
    [[nodiscard]] const void *identity() const { return m_node; }

private:
    friend class Document;
    friend class ObjectBuilder;
    friend class Reader;
    friend class Writer;
    Value(std::shared_ptr<const Document> document, const Node *node) : m_document(std::move(document)), m_node(node) {}

    std::shared_ptr<const Document> m_document;
    const Node *m_node = nullptr;
};

/// Builds an Obj. Every call returns the builder; build() may be called once.
class ObjectBuilder
{
public:
    ObjectBuilder();
    ~ObjectBuilder();
    ObjectBuilder(ObjectBuilder &&) noexcept;
    ObjectBuilder &operator=(ObjectBuilder &&) noexcept;

    ObjectBuilder &typeNames(std::initializer_list<std::string_view> mostDerivedFirst);
    ObjectBuilder &typeNames(const QStringList &mostDerivedFirst);
    ObjectBuilder &toString(QStringView text);
    ObjectBuilder &base(const Value &primitive);
    /// Starts an (empty) container; items or entries follow.
    ObjectBuilder &container(Container kind);
    ObjectBuilder &item(const Value &value);
    ObjectBuilder &entry(const Value &key, const Value &value);
    ObjectBuilder &entry(std::string_view key, const Value &value);
    /// An extended member (MS).
    ObjectBuilder &note(std::string_view name, const Value &value);
    /// An adapted member (Props).
    ObjectBuilder &property(std::string_view name, const Value &value);

    [[nodiscard]] Value build();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// An enum as PowerShell writes it: TN, ToString, I32.
[[nodiscard]] Value enumeration(std::string_view typeName, QStringView name, qint32 value);
/// System.Collections.ArrayList of the values (LST).
[[nodiscard]] Value arrayList(std::span<const Value> items);

} // namespace rejoin::clixml
