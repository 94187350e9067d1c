#include "core/clixml/writer.h"

#include "core/base/error.h"
#include "core/clixml/document.h"
#include "core/clixml/escape.h"
#include "core/clixml/tags.h"

#include <array>
#include <charconv>
#include <cstring>
#include <map>
#include <unordered_map>

namespace rejoin::clixml {

namespace {

// A tree of our own making could be deeper than the stack; what was read never is.
constexpr int deepest = 1000;

/// A growing byte array with an inlined append.
class Output
{
public:
    Output() { grow(1024); }

    void put(std::string_view text)
    {
        if (std::size_t(m_end - m_next) < text.size())
            grow(text.size());
        if (!text.empty())
            std::memcpy(m_next, text.data(), text.size());
        m_next += text.size();
    }

    void put(char c)
    {
        if (m_next == m_end)
            grow(1);
        *m_next++ = c;
    }

    void putNumber(quint32 number)
    {
        std::array<char, 12> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        put({digits.data(), std::size_t(end - digits.data())});
    }

    QByteArray take()
    {
        m_bytes.resize(m_next - m_bytes.constData());
        return std::move(m_bytes);
    }

private:
    void grow(std::size_t more)
    {
        const qsizetype used = m_next ? m_next - m_bytes.constData() : 0;
        m_bytes.resize(std::max(m_bytes.size() * 2, used + qsizetype(more)));
        m_next = m_bytes.data() + used;
        m_end = m_bytes.data() + m_bytes.size();
    }

    QByteArray m_bytes;
    char *m_next = nullptr;
    char *m_end = nullptr;
};

/// The objects written so far: a node's address to its RefId, by open addressing.
class NodeIds
{
public:
    /// The id of a node met before; else nullopt, and it now has the next one.
    std::optional<quint32> findOrAdd(const void *node)
    {
        if ((m_used + 1) * 2 > m_slots.size())
            enlarge();
        Slot &slot = slotOf(node);
        if (slot.node)
            return slot.id;
        slot = {node, m_used++};
        return {};
    }
    [[nodiscard]] quint32 last() const { return m_used - 1; }
    /// Nodes met later may live at the same addresses; ids go on counting.
    void forget() { m_slots.clear(); }

private:
    struct Slot
    {
        const void *node = nullptr;
        quint32 id = 0;
    };
    Slot &slotOf(const void *node)
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = std::size_t((reinterpret_cast<quintptr>(node) >> 3) * 0x9E3779B97F4A7C15ULL >> 20) & mask;
        while (m_slots[at].node && m_slots[at].node != node)
            at = (at + 1) & mask;
        return m_slots[at];
    }
    void enlarge()
    {
        std::vector<Slot> old(std::max<std::size_t>(64, m_slots.size() * 2));
        old.swap(m_slots);
        for (const Slot &slot : old) {
            if (slot.node)
                slotOf(slot.node) = slot;
        }
    }
    std::vector<Slot> m_slots;
    quint32 m_used = 0;
};

constexpr std::array<bool, 256> makeEscapeTable()
{
    std::array<bool, 256> table{};
    for (unsigned i = 0; i < 256; ++i)
        table[i] = i == '&' || i == '<' || i == '>' || (i < 0x20 && i != '\n' && i != '\t');
    return table;
}
constexpr std::array<bool, 256> escapeTable = makeEscapeTable();

} // namespace

class Writer
{
public:
    void write(const Value &value)
    {
        const Node nil;
        writeNode(value.m_node ? *value.m_node : nil, nullptr, {});
    }
    /// What was written may be gone before the next value comes.
    void forget()
    {
        m_objects.forget();
        m_typeLists.clear();
        m_typesForgotten += quint32(m_typeContents.size());
        m_typeContents.clear();
    }

    Output out;

private:
    /// role is the N attribute of dictionary parts; name that of members.
    void writeNode(const Node &node, const Name *name, std::string_view role);
    void writeObject(const Node &node, const Name *name, std::string_view role);
    void writeMemberSet(const ObjectData &object, const Name *name);
    void writeMembers(std::string_view tag, const Member *first, const Member *last);
    void writeTypes(const TypeNames &types);
    void writeText(std::string_view text);
    void putName(const Name *name, std::string_view role)
    {
        if (!name && role.empty())
            return;
        out.put(" N=\"");
        out.put(name ? name->attribute : role);
        out.put('"');
    }

    NodeIds m_objects;
    std::unordered_map<const TypeNames *, quint32> m_typeLists;
    std::map<std::vector<std::string_view>, quint32> m_typeContents;
    quint32 m_typesForgotten = 0;
    int m_depth = 0;
};

void Writer::writeText(std::string_view text)
{
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (!escapeTable[byte])
            continue;
        out.put(text.substr(copied, i - copied));
        copied = i + 1;
        switch (byte) {
        case '&':
            out.put("&amp;");
            break;
        case '<':
            out.put("&lt;");
            break;
        case '>':
            out.put("&gt;");
            break;
        default:
            // A control that came unescaped. Not as _xHHHH_: its underscores could join with what stands beside it.
            out.put("&#x");
            out.put("0123456789ABCDEF"[byte >> 4]);
            out.put("0123456789ABCDEF"[byte & 15]);
            out.put(';');
        }
    }
    out.put(text.substr(copied));
}

void Writer::writeNode(const Node &node, const Name *name, std::string_view role)
{
    const Node &target = *node.resolved();
    if (target.type == Type::Object)
        return writeObject(target, name, role);
    const bool nil = target.type == Type::Nil;
    const std::string_view tag = nil ? std::string_view("Nil") : tags::tagOf(target.type);
    out.put('<');
    out.put(tag);
    putName(name, role);
    if (nil)
        return out.put(" />");
    out.put('>');
    writeText(target.text());
    out.put("</");
    out.put(tag);
    out.put('>');
}

void Writer::writeTypes(const TypeNames &types)
{
    const auto [known, isNew] = m_typeLists.try_emplace(&types);
    if (isNew) {
        // The same list may have come in several documents.
        const auto next = m_typesForgotten + quint32(m_typeContents.size());
        const auto [content, first] = m_typeContents.try_emplace({types.names.begin(), types.names.end()}, next);
        known->second = content->second;
        if (first) {
            out.put("<TN RefId=\"");
            out.putNumber(next);
            out.put("\">");
            for (const std::string_view type : types.names) {
                out.put("<T>");
                writeText(escapedUtf8(QString::fromUtf8(type.data(), qsizetype(type.size()))));
                out.put("</T>");
            }
            return out.put("</TN>");
        }
    }
    out.put("<TNRef RefId=\"");
    out.putNumber(known->second);
    out.put("\" />");
}

void Writer::writeMembers(std::string_view tag, const Member *first, const Member *last)
{
    if (first == last)
        return;
    out.put('<');
    out.put(tag);
    out.put('>');
    for (const Member *member = first; member != last; ++member)
        writeNode(member->node, member->name, {});
    out.put("</");
    out.put(tag);
    out.put('>');
}

void Writer::writeMemberSet(const ObjectData &object, const Name *name)
{
    out.put("<MS");
    putName(name, {});
    out.put('>');
    for (quint32 i = 0; i < object.memberCount; ++i)
        writeNode(object.members[i].node, object.members[i].name, {});
    out.put("</MS>");
}

void Writer::writeObject(const Node &node, const Name *name, std::string_view role)
{
    const ObjectData &object = node.object();
    if (++m_depth > deepest) {
        throw base::Error(base::ErrorCategory::LimitExceeded, QStringLiteral("CliXmlTooDeep"),
                          base::Text(QT_TRANSLATE_NOOP("core", "The object is nested too deeply to be sent.")),
                          base::Text(QT_TRANSLATE_NOOP("core", "Send a simpler object.")));
    }
    if (object.memberSet && name) {
        writeMemberSet(object, name);
        --m_depth;
        return;
    }
    const auto known = m_objects.findOrAdd(&node);
    out.put(known ? "<Ref" : "<Obj");
    putName(name, role);
    out.put(" RefId=\"");
    out.putNumber(known.value_or(m_objects.last()));
    out.put(known ? "\" />" : "\">");
    if (!known) {
        if (object.types)
            writeTypes(*object.types);
        if (object.hasToString) {
            out.put("<ToString>");
            writeText(object.toString);
            out.put("</ToString>");
        }
        if (object.base)
            writeNode(*object.base, nullptr, {});
        for (const auto &[container, tag] : tags::containers) {
            if (container != object.container)
                continue;
            out.put('<');
            out.put(tag);
            out.put(object.itemCount == 0 ? " />" : ">");
            if (object.itemCount == 0)
                break;
            for (quint32 i = 0; i < object.itemCount; ++i) {
                if (container != Container::Dictionary) {
                    writeNode(object.items[i], nullptr, {});
                    continue;
                }
                out.put(i % 2 == 0 ? "<En>" : "");
                writeNode(object.items[i], nullptr, i % 2 == 0 ? "Key" : "Value");
                out.put(i % 2 == 0 ? "" : "</En>");
            }
            out.put("</");
            out.put(tag);
            out.put('>');
        }
        writeMembers("Props", object.members, object.members + object.adaptedCount);
        writeMembers("MS", object.members + object.adaptedCount, object.members + object.memberCount);
        out.put("</Obj>");
    }
    --m_depth;
}

QByteArray write(const Value &value)
{
    Writer writer;
    writer.write(value);
    return writer.out.take();
}

namespace {
constexpr std::string_view fileStart =
    "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
constexpr std::string_view fileEnd = "</Objs>";
} // namespace

QByteArray writeFile(const QList<Value> &values)
{
    Writer writer;
    writer.out.put(fileStart);
    for (const Value &value : values)
        writer.write(value);
    writer.out.put(fileEnd);
    return writer.out.take();
}

FileWriter::FileWriter() : m_writer(std::make_unique<Writer>())
{
}

FileWriter::~FileWriter() = default;

QByteArray FileWriter::add(const Value &value)
{
    if (!std::exchange(m_begun, true))
        m_writer->out.put(fileStart);
    m_writer->write(value);
    m_writer->forget();
    QByteArray bytes = m_writer->out.take();
    m_writer->out = Output();
    return bytes;
}

QByteArray FileWriter::finish()
{
    if (!std::exchange(m_begun, true))
        m_writer->out.put(fileStart);
    m_writer->out.put(fileEnd);
    return m_writer->out.take();
}

} // namespace rejoin::clixml
