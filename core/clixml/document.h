#pragma once

#include "core/clixml/value.h"

#include <array>
#include <cstddef>
#include <memory_resource>
#include <vector>

// How values are kept. Private to the layer: other layers see Value only.
namespace rejoin::clixml {

/// A member's name, once per document.
struct Name
{
    std::string_view utf8;      ///< decoded
    std::string_view attribute; ///< escaped for an N attribute
};

/// A list of type names, once per document; most derived first, decoded.
struct TypeNames
{
    std::span<const std::string_view> names;
};

struct ObjectData;

/// A place in the tree that stands for an object placed elsewhere (<Ref>, or an object of another document).
inline constexpr Type aliasType = Type(255);

/// A primitive's text (still with its _xHHHH_ escapes), an object's data, or the node an alias stands for.
struct Node
{
    const void *pointer = nullptr;
    quint32 size = 0;
    Type type = Type::Nil;

    [[nodiscard]] std::string_view text() const { return {static_cast<const char *>(pointer), size}; }
    [[nodiscard]] const ObjectData &object() const { return *static_cast<const ObjectData *>(pointer); }
    [[nodiscard]] const Node *resolved() const { return type == aliasType ? static_cast<const Node *>(pointer) : this; }
    [[nodiscard]] static Node primitive(Type type, std::string_view text)
    {
        return {text.data(), quint32(text.size()), type};
    }
    [[nodiscard]] static Node alias(const Node *target) { return {target, 0, aliasType}; }
};

struct Member
{
    const Name *name = nullptr;
    Node node;
};

struct ObjectData
{
    const TypeNames *types = nullptr;
    std::string_view toString; ///< still escaped
    const Node *base = nullptr;
    Node *items = nullptr; ///< of a dictionary: key, value, key, value …
    Member *members = nullptr;
    quint32 itemCount = 0;
    quint32 memberCount = 0;
    quint32 adaptedCount = 0; ///< how many of the members came in Props; they are first
    Container container = Container::None;
    bool hasToString = false;
    /// A set of members inside MS (PSStandardMembers), written <MS N="…"> and without a RefId.
    bool memberSet = false;
};

/// The arena that nodes live in and the bytes they point to. Immutable once its first Value is handed out.
class Document
{
public:
    explicit Document(std::size_t expectedBytes = 0);
    Document(const Document &) = delete;
    Document &operator=(const Document &) = delete;

    /// What the texts of a read document point into.
    QByteArray buffer;

    template <typename T>
    [[nodiscard]] T *create()
    {
        return new (m_arena.allocate(sizeof(T), alignof(T))) T();
    }
    /// count default-constructed elements; null for 0.
    template <typename T>
    [[nodiscard]] T *createArray(std::size_t count)
    {
        if (count == 0)
            return nullptr;
        auto *first = static_cast<T *>(m_arena.allocate(sizeof(T) * count, alignof(T)));
        std::uninitialized_value_construct_n(first, count);
        return first;
    }
    [[nodiscard]] std::string_view copy(std::string_view text);
    [[nodiscard]] const Name *createName(std::string_view decoded);
    [[nodiscard]] const TypeNames *createTypeNames(std::span<const std::string_view> decoded);

    /// A node of this document that stands for a value of any document.
    [[nodiscard]] Node adopt(const Value &value);

    [[nodiscard]] static Value value(std::shared_ptr<const Document> document, const Node *node);
    [[nodiscard]] static const Node *node(const Value &value) { return value.m_node; }
    /// A document of one primitive with the lexical text (already escaped).
    [[nodiscard]] static Value single(Type type, std::string_view escapedText);

private:
    alignas(16) std::array<std::byte, 160> m_first;
    std::pmr::monotonic_buffer_resource m_arena;
    std::vector<std::shared_ptr<const Document>> m_kept;
};

} // namespace rejoin::clixml
