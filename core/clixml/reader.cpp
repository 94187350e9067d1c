#include "core/clixml/reader.h"

#include "core/base/error.h"
#include "core/clixml/document.h"
#include "core/clixml/escape.h"
#include "core/clixml/tags.h"

#include <QStringDecoder>

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <unordered_map>

namespace rejoin::clixml {

namespace {

// The walk below recurses once per level of objects.
constexpr int deepest = 512;

[[noreturn]] void refuse(const QString &why)
{
    throw base::Error(
        base::ErrorCategory::Protocol, QStringLiteral("CliXmlInvalid"),
        base::Text(QT_TRANSLATE_NOOP("core", "The data received is not valid CLIXML: %1."), {why}),
        base::Text(QT_TRANSLATE_NOOP(
            "core", "Try again. If it happens again, check that the other end is PowerShell and nothing between "
                    "changes the data.")));
}

[[noreturn]] void refuseSize(const QString &why)
{
    throw base::Error(
        base::ErrorCategory::LimitExceeded, QStringLiteral("CliXmlInvalid"),
        base::Text(QT_TRANSLATE_NOOP("core", "The data received is larger than is accepted: %1."), {why}),
        base::Text(QT_TRANSLATE_NOOP("core", "Ask the command for less output, or for smaller objects.")));
}

QString shown(const char *text)
{
    return QString::fromUtf8(text, qsizetype(qstrnlen(text, 40)));
}

/// Every element, not the text between them.
struct Children
{
    struct Iterator
    {
        pugi::xml_node node;
        pugi::xml_node operator*() const { return node; }
        Iterator &operator++()
        {
            node = skip(node.next_sibling());
            return *this;
        }
        bool operator!=(const Iterator &other) const { return node != other.node; }
    };
    explicit Children(pugi::xml_node parent) : m_parent(parent)
    {
        // Text before the first child is the element's own value (parse_embed_pcdata).
        if (!isBlank(parent.value()))
            refuse(QStringLiteral("text between elements"));
    }
    [[nodiscard]] Iterator begin() const { return {skip(m_parent.first_child())}; }
    [[nodiscard]] Iterator end() const { return {}; }

private:
    static bool isBlank(const char *text) { return text[std::strspn(text, " \t\r\n")] == '\0'; }
    static pugi::xml_node skip(pugi::xml_node node)
    {
        while (node && node.type() != pugi::node_element) {
            if (!isBlank(node.value()))
                refuse(QStringLiteral("text between elements"));
            node = node.next_sibling();
        }
        return node;
    }
    pugi::xml_node m_parent;
};

} // namespace

class Reader
{
public:
    Reader(Document &document, const ReadLimits &limits, std::size_t roots) : m_document(document), m_limits(limits)
    {
        m_nodes = document.createArray<Node>(roots);
    }

    Node *root(std::size_t i) { return m_nodes + i; }

    void readValue(pugi::xml_node element, Node &into);

private:
    [[nodiscard]] std::string_view textOf(pugi::xml_node element);
    void countNodes(std::size_t more)
    {
        m_count += more;
        if (m_count > m_limits.maximumNodes)
            refuseSize(QStringLiteral("more than %1 values").arg(m_limits.maximumNodes));
    }
    void readObject(pugi::xml_node element, Node &into);
    void readMembers(pugi::xml_node element, Member *into);
    void readMemberSet(pugi::xml_node element, Node &into);
    void readItems(pugi::xml_node element, ObjectData &data);
    void readDictionary(pugi::xml_node element, ObjectData &data);
    void readProgress(pugi::xml_node element, Node &into);
    [[nodiscard]] const TypeNames *readTypeNames(pugi::xml_node element);
    [[nodiscard]] const Name *nameOf(pugi::xml_node element);
    [[nodiscard]] const Name *intern(std::string_view raw);
    [[nodiscard]] static std::optional<quint64> refId(pugi::xml_node element);

    struct Level
    {
        explicit Level(Reader &owner) : reader(owner)
        {
            if (++reader.m_depth > std::min(reader.m_limits.maximumDepth, deepest))
                refuseSize(QStringLiteral("objects nested deeper than %1").arg(reader.m_depth - 1));
        }
        ~Level() { --reader.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;
        Reader &reader;
    };

    Document &m_document;
    const ReadLimits &m_limits;
    Node *m_nodes = nullptr;
    std::size_t m_count = 0;
    int m_depth = 0;
    std::unordered_map<std::string_view, const Name *> m_names;
    std::unordered_map<quint64, const Node *> m_objects;
    std::unordered_map<quint64, const TypeNames *> m_types;
};

std::string_view Reader::textOf(pugi::xml_node element)
{
    const pugi::xml_node child = element.first_child();
    const char *embedded = element.value();
    if (!child)
        return {embedded, std::strlen(embedded)};
    // CDATA, or text cut by a comment: put together.
    std::string whole(embedded);
    for (pugi::xml_node part = child; part; part = part.next_sibling()) {
        if (part.type() == pugi::node_element)
            refuse(QStringLiteral("<%1> inside <%2>").arg(shown(part.name()), shown(element.name())));
        whole += part.value();
    }
    return m_document.copy(whole);
}

const Name *Reader::intern(std::string_view raw)
{
    const auto [found, isNew] = m_names.try_emplace(raw);
    if (isNew)
        found->second = m_document.createName(mayHoldEscapes(raw) ? decodedUtf8(raw) : raw);
    return found->second;
}

const Name *Reader::nameOf(pugi::xml_node element)
{
    const pugi::xml_attribute name = element.attribute("N");
    if (!name)
        refuse(QStringLiteral("<%1> has no name").arg(shown(element.name())));
    return intern(name.value());
}

std::optional<quint64> Reader::refId(pugi::xml_node element)
{
    const pugi::xml_attribute attribute = element.attribute("RefId");
    if (!attribute)
        return {};
    const std::string_view text = attribute.value();
    quint64 id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size())
        refuse(QStringLiteral("RefId \"%1\"").arg(shown(attribute.value())));
    return id;
}

void Reader::readValue(pugi::xml_node element, Node &into)
{
    countNodes(1);
    const auto kind = tags::find(element.name());
    if (const auto type = tags::primitiveType(kind)) {
        into = Node::primitive(*type, textOf(element));
        return;
    }
    switch (kind) {
    case tags::pack("Nil"):
        return;
    case tags::pack("Obj"):
        return readObject(element, into);
    case tags::pack("PR"):
        return readProgress(element, into);
    case tags::pack("Ref"): {
        const auto id = refId(element);
        const auto found = id ? m_objects.find(*id) : m_objects.end();
        if (found == m_objects.end())
            refuse(QStringLiteral("<Ref> to an object that did not come before"));
        into = Node::alias(found->second);
        return;
    }
    default:
        refuse(QStringLiteral("unknown element <%1>").arg(shown(element.name())));
    }
}

void Reader::readObject(pugi::xml_node element, Node &into)
{
    const Level level(*this);
    auto *data = m_document.create<ObjectData>();
    into = {data, 0, Type::Object};
    // Known before its members are read: they may refer to it.
    if (const auto id = refId(element); id && !m_objects.emplace(*id, &into).second)
        refuse(QStringLiteral("RefId %1 twice").arg(*id));

    // The parts may come in any order, so the members are counted first: nodes may not move once they are read.
    std::size_t adapted = 0;
    std::size_t extended = 0;
    for (const pugi::xml_node part : Children(element)) {
        const auto kind = tags::find(part.name());
        auto *counter = kind == tags::pack("Props") ? &adapted : kind == tags::pack("MS") ? &extended : nullptr;
        if (counter) {
            for ([[maybe_unused]] const pugi::xml_node member : Children(part))
                ++*counter;
        }
    }
    countNodes(adapted + extended);
    data->adaptedCount = quint32(adapted);
    data->memberCount = quint32(adapted + extended);
    data->members = m_document.createArray<Member>(adapted + extended);
    Member *nextAdapted = data->members;
    Member *nextExtended = data->members + adapted;

    const auto once = [](bool first, pugi::xml_node part) {
        if (!first)
            refuse(QStringLiteral("a second <%1> in an object").arg(shown(part.name())));
    };
    for (const pugi::xml_node part : Children(element)) {
        const auto kind = tags::find(part.name());
        switch (kind) {
        case tags::pack("TN"):
            once(!data->types, part);
            data->types = readTypeNames(part);
            break;
        case tags::pack("TNRef"): {
            once(!data->types, part);
            const auto id = refId(part);
            const auto found = id ? m_types.find(*id) : m_types.end();
            if (found == m_types.end())
                refuse(QStringLiteral("<TNRef> to type names that did not come before"));
            data->types = found->second;
            break;
        }
        case tags::pack("ToString"):
            once(!data->hasToString, part);
            data->toString = textOf(part);
            data->hasToString = true;
            break;
        case tags::pack("Props"):
            for (const pugi::xml_node member : Children(part))
                readMembers(member, nextAdapted++);
            break;
        case tags::pack("MS"):
            for (const pugi::xml_node member : Children(part))
                readMembers(member, nextExtended++);
            break;
        default: {
            once(!data->base && data->container == Container::None, part);
            data->container = tags::container(kind);
            if (data->container == Container::Dictionary) {
                readDictionary(part, *data);
            } else if (data->container != Container::None) {
                readItems(part, *data);
            } else if (tags::primitiveType(kind) || kind == tags::pack("Nil")) {
                auto *base = m_document.create<Node>();
                readValue(part, *base);
                data->base = base;
            } else {
                refuse(QStringLiteral("<%1> in an object").arg(shown(part.name())));
            }
        }
        }
    }
}

void Reader::readMembers(pugi::xml_node element, Member *into)
{
    into->name = nameOf(element);
    if (tags::find(element.name()) == tags::pack("MS"))
        readMemberSet(element, into->node);
    else
        readValue(element, into->node);
}

void Reader::readMemberSet(pugi::xml_node element, Node &into)
{
    const Level level(*this);
    auto *data = m_document.create<ObjectData>();
    into = {data, 0, Type::Object};
    data->memberSet = true;
    std::size_t count = 0;
    for ([[maybe_unused]] const pugi::xml_node member : Children(element))
        ++count;
    countNodes(count);
    data->memberCount = quint32(count);
    data->members = m_document.createArray<Member>(count);
    Member *next = data->members;
    for (const pugi::xml_node member : Children(element))
        readMembers(member, next++);
}

void Reader::readItems(pugi::xml_node element, ObjectData &data)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const pugi::xml_node item : Children(element))
        ++count;
    countNodes(count);
    data.itemCount = quint32(count);
    data.items = m_document.createArray<Node>(count);
    Node *next = data.items;
    for (const pugi::xml_node item : Children(element))
        readValue(item, *next++);
}

void Reader::readDictionary(pugi::xml_node element, ObjectData &data)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const pugi::xml_node entry : Children(element))
        ++count;
    countNodes(2 * count);
    data.items = m_document.createArray<Node>(2 * count);
    for (const pugi::xml_node entry : Children(element)) {
        if (tags::find(entry.name()) != tags::pack("En"))
            refuse(QStringLiteral("<%1> in a dictionary").arg(shown(entry.name())));
        pugi::xml_node key;
        pugi::xml_node value;
        for (const pugi::xml_node part : Children(entry)) {
            const std::string_view role = part.attribute("N").value();
            pugi::xml_node *slot = role == "Key" ? &key : role == "Value" ? &value : nullptr;
            if (!slot || *slot)
                refuse(QStringLiteral("a dictionary entry is not one Key and one Value"));
            *slot = part;
        }
        if (!key || !value)
            refuse(QStringLiteral("a dictionary entry is not one Key and one Value"));
        readValue(key, data.items[data.itemCount]);
        readValue(value, data.items[data.itemCount + 1]);
        data.itemCount += 2;
    }
}

const TypeNames *Reader::readTypeNames(pugi::xml_node element)
{
    std::vector<std::string> names;
    for (const pugi::xml_node name : Children(element)) {
        if (tags::find(name.name()) != tags::pack("T"))
            refuse(QStringLiteral("<%1> among type names").arg(shown(name.name())));
        countNodes(1);
        names.push_back(decodedUtf8(textOf(name)));
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const TypeNames *list = m_document.createTypeNames(views);
    if (const auto id = refId(element); id && !m_types.emplace(*id, list).second)
        refuse(QStringLiteral("RefId %1 of type names twice").arg(*id));
    return list;
}

// MS-PSRP 2.2.5.2.9 (progress record as an element): taken as the object that PSRP sends instead of it.
void Reader::readProgress(pugi::xml_node element, Node &into)
{
    struct Part
    {
        std::string_view tag;
        std::string_view member;
        Type type;
    };
    static constexpr std::array<Part, 8> parts{{{"AV", "Activity", Type::String},
                                                {"AI", "ActivityId", Type::Int32},
                                                {"SD", "StatusDescription", Type::String},
                                                {"S", "CurrentOperation", Type::String},
                                                {"PI", "ParentActivityId", Type::Int32},
                                                {"PC", "PercentComplete", Type::Int32},
                                                {"T", "Type", Type::String},
                                                {"SR", "SecondsRemaining", Type::Int32}}};
    auto *data = m_document.create<ObjectData>();
    into = {data, 0, Type::Object};
    static constexpr std::array<std::string_view, 2> types{"System.Management.Automation.ProgressRecord",
                                                           "System.Object"};
    data->types = m_document.createTypeNames(types);
    data->members = m_document.createArray<Member>(parts.size());
    data->memberCount = quint32(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        data->members[i].name = intern(parts[i].member);
    for (const pugi::xml_node part : Children(element)) {
        const auto found =
            std::find_if(parts.begin(), parts.end(), [&](const Part &p) { return p.tag == part.name(); });
        if (found == parts.end())
            refuse(QStringLiteral("<%1> in a progress record").arg(shown(part.name())));
        countNodes(1);
        Node &node = data->members[found - parts.begin()].node;
        const std::string_view text = textOf(part);
        node = found->type != Type::String && text.empty() ? Node() : Node::primitive(found->type, text);
    }
}

namespace {

std::size_t byteOrderMark(QByteArrayView xml)
{
    return xml.startsWith(QByteArrayView("\xEF\xBB\xBF")) ? 3 : 0;
}

/// What can be told before anything is allocated for it.
void checkBytes(QByteArrayView xml, const ReadLimits &limits)
{
    if (std::size_t(xml.size()) > limits.maximumBytes)
        refuseSize(QStringLiteral("%1 bytes").arg(xml.size()));
    if (xml.contains('\0') || !xml.isValidUtf8())
        refuse(QStringLiteral("bytes that are not UTF-8 text"));
    // The parser takes some 64 bytes for an element of 3.
    const auto opened = std::size_t(std::count(xml.begin(), xml.end(), '<'));
    if (opened / 2 > limits.maximumNodes)
        refuseSize(QStringLiteral("more than %1 values").arg(limits.maximumNodes));
}

void parse(pugi::xml_document &parsed, QByteArray &buffer, std::size_t skip)
{
    const auto result = parsed.load_buffer_inplace(
        buffer.data() + skip, std::size_t(buffer.size()) - skip,
        pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol | pugi::parse_cdata |
            pugi::parse_ws_pcdata | pugi::parse_embed_pcdata | pugi::parse_doctype | pugi::parse_fragment,
        pugi::encoding_utf8);
    if (!result)
        refuse(QStringLiteral("%1 at byte %2").arg(QLatin1String(result.description())).arg(result.offset));
    for (const pugi::xml_node node : parsed.children()) {
        if (node.type() == pugi::node_doctype)
            refuse(QStringLiteral("a document type"));
    }
}

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

} // namespace

Value read(QByteArray xml, const ReadLimits &limits)
{
    checkBytes(xml, limits);
    const std::size_t skip = byteOrderMark(xml);
    // $null in a pipeline's output is a message without any content.
    if (isBlank(QByteArrayView(xml).sliced(qsizetype(skip))))
        return {};
    auto document = std::make_shared<Document>(std::size_t(xml.size()) / 2);
    document->buffer = std::move(xml);
    pugi::xml_document parsed;
    parse(parsed, document->buffer, skip);

    Reader reader(*document, limits, 1);
    std::size_t roots = 0;
    for (const pugi::xml_node element : Children(parsed.root())) {
        if (++roots > 1)
            refuse(QStringLiteral("more than one value"));
        reader.readValue(element, *reader.root(0));
    }
    if (roots == 0)
        refuse(QStringLiteral("no value"));
    return Document::value(std::move(document), reader.root(0));
}

QList<Value> readFile(QByteArray xml, const ReadLimits &limits)
{
    // Windows PowerShell's Export-Clixml writes UTF-16.
    if (xml.startsWith("\xFF\xFE") || xml.startsWith("\xFE\xFF")) {
        if (std::size_t(xml.size()) > limits.maximumBytes)
            refuseSize(QStringLiteral("%1 bytes").arg(xml.size()));
        QStringDecoder decoder(QStringDecoder::Utf16);
        xml = QString(decoder.decode(xml)).toUtf8();
    }
    checkBytes(xml, limits);
    auto document = std::make_shared<Document>(std::size_t(xml.size()) / 2);
    document->buffer = std::move(xml);
    pugi::xml_document parsed;
    parse(parsed, document->buffer, byteOrderMark(document->buffer));

    pugi::xml_node root;
    for (const pugi::xml_node element : Children(parsed.root())) {
        if (root || std::string_view(element.name()) != "Objs")
            refuse(QStringLiteral("the root is not one <Objs>"));
        root = element;
    }
    if (!root)
        refuse(QStringLiteral("the root is not one <Objs>"));
    std::size_t count = 0;
    for ([[maybe_unused]] const pugi::xml_node element : Children(root))
        ++count;
    Reader reader(*document, limits, count);
    std::size_t i = 0;
    for (const pugi::xml_node element : Children(root))
        reader.readValue(element, *reader.root(i++));
    QList<Value> values;
    values.reserve(qsizetype(count));
    for (i = 0; i < count; ++i)
        values.append(Document::value(document, reader.root(i)));
    return values;
}

} // namespace rejoin::clixml
