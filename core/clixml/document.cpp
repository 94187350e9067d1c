#include "core/clixml/document.h"

#include "core/clixml/escape.h"

#include <algorithm>
#include <cstring>

namespace rejoin::clixml {

namespace {
// Longer texts are shared with the document they came from.
constexpr std::size_t largestCopiedText = 256;
} // namespace

Document::Document(std::size_t expectedBytes)
    : m_arena(expectedBytes <= m_first.size() ? std::pmr::monotonic_buffer_resource(m_first.data(), m_first.size())
                                              : std::pmr::monotonic_buffer_resource(expectedBytes))
{
}

std::string_view Document::copy(std::string_view text)
{
    if (text.empty())
        return {};
    auto *bytes = static_cast<char *>(m_arena.allocate(text.size(), 1));
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
}

const Name *Document::createName(std::string_view decoded)
{
    auto *name = create<Name>();
    name->utf8 = copy(decoded);
    const std::string attribute = escapedAttribute(decoded);
    name->attribute = attribute == decoded ? name->utf8 : copy(attribute);
    return name;
}

const TypeNames *Document::createTypeNames(std::span<const std::string_view> decoded)
{
    auto *list = create<TypeNames>();
    auto *names = createArray<std::string_view>(decoded.size());
    for (std::size_t i = 0; i < decoded.size(); ++i)
        names[i] = copy(decoded[i]);
    list->names = {names, decoded.size()};
    return list;
}

Node Document::adopt(const Value &value)
{
    const Node *source = value.m_node;
    if (!source || source->type == Type::Nil)
        return {};
    const bool object = source->type == Type::Object;
    if (!object && source->size <= largestCopiedText)
        return Node::primitive(source->type, copy(source->text()));
    if (value.m_document.get() != this && (m_kept.empty() || m_kept.back() != value.m_document))
        m_kept.push_back(value.m_document);
    return object ? Node::alias(source) : *source;
}

Value Document::value(std::shared_ptr<const Document> document, const Node *node)
{
    const Node *target = node->resolved();
    return target->type == Type::Nil ? Value() : Value(std::move(document), target);
}

Value Document::single(Type type, std::string_view escapedText)
{
    auto document = std::make_shared<Document>();
    auto *node = document->create<Node>();
    *node = Node::primitive(type, document->copy(escapedText));
    return value(std::move(document), node);
}

} // namespace rejoin::clixml
