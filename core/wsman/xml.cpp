#include "core/wsman/xml.h"

#include "core/base/error.h"
#include "core/wsman/namespaces.h"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>

namespace rejoin::wsman::xml {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

struct QualifiedName
{
    std::string_view prefix;
    std::string_view local;
};

QualifiedName split(std::string_view name)
{
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) {
        return {{}, name};
    }
    return {name.substr(0, colon), name.substr(colon + 1)};
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isText(const pugi::xml_node &node)
{
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

pugi::xml_node elementFrom(pugi::xml_node node)
{
    while (node && node.type() != pugi::node_element) {
        node = node.next_sibling();
    }
    return node;
}

/// Walks the tree without recursion, so that a deep one cannot exhaust the stack.
bool isTooDeep(const pugi::xml_node &document, int limit)
{
    int depth = 0;
    pugi::xml_node node = document;
    while (true) {
        if (pugi::xml_node child = elementFrom(node.first_child())) {
            node = child;
            if (++depth > limit) {
                return true;
            }
            continue;
        }
        while (node != document) {
            if (pugi::xml_node next = elementFrom(node.next_sibling())) {
                node = next;
                break;
            }
            node = node.parent();
            --depth;
        }
        if (node == document) {
            return false;
        }
    }
}

bool hasDocumentType(const pugi::xml_node &document)
{
    const auto children = document.children();
    return std::any_of(children.begin(), children.end(),
                       [](const pugi::xml_node &node) { return node.type() == pugi::node_doctype; });
}

} // namespace

bool Element::is(std::string_view uri, std::string_view name) const
{
    return m_node != nullptr && localName() == name && namespaceUri() == uri;
}

std::string_view Element::localName() const
{
    return split(pugi::xml_node(m_node).name()).local;
}

std::string_view Element::namespaceUri() const
{
    return m_node != nullptr ? resolve(split(pugi::xml_node(m_node).name()).prefix) : std::string_view();
}

std::string_view Element::resolve(std::string_view prefix) const
{
    if (prefix == "xml") {
        return ns::xml;
    }
    // At most Limits::depth steps.
    for (pugi::xml_node node(m_node); node; node = node.parent()) {
        for (const pugi::xml_attribute &attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            if (prefix.empty() ? name == "xmlns" : (name.starts_with("xmlns:") && name.substr(6) == prefix)) {
                return attribute.value();
            }
        }
    }
    return {};
}

Element Element::firstChild() const
{
    return Element(elementFrom(pugi::xml_node(m_node).first_child()).internal_object());
}

Element Element::nextSibling() const
{
    return Element(elementFrom(pugi::xml_node(m_node).next_sibling()).internal_object());
}

Element Element::child(std::string_view uri, std::string_view name) const
{
    for (Element element = firstChild(); element; element = element.nextSibling()) {
        if (element.is(uri, name)) {
            return element;
        }
    }
    return {};
}

QByteArray Element::textBytes() const
{
    QByteArray all;
    for (const pugi::xml_node &node : pugi::xml_node(m_node).children()) {
        if (isText(node)) {
            all += node.value();
        }
    }
    qsizetype begin = 0;
    qsizetype end = all.size();
    while (begin < end && isSpace(all.at(begin))) {
        ++begin;
    }
    while (end > begin && isSpace(all.at(end - 1))) {
        --end;
    }
    return begin == 0 && end == all.size() ? all : all.mid(begin, end - begin);
}

QString Element::text() const
{
    return QString::fromUtf8(textBytes());
}

QString Element::childText(std::string_view uri, std::string_view name) const
{
    return child(uri, name).text();
}

QString Element::attribute(std::string_view name) const
{
    for (const pugi::xml_attribute &attribute : pugi::xml_node(m_node).attributes()) {
        if (name == attribute.name()) {
            return QString::fromUtf8(attribute.value());
        }
    }
    return {};
}

QString Element::attribute(std::string_view uri, std::string_view name) const
{
    for (const pugi::xml_attribute &attribute : pugi::xml_node(m_node).attributes()) {
        const QualifiedName qualified = split(attribute.name());
        if (qualified.local == name && !qualified.prefix.empty() && resolve(qualified.prefix) == uri) {
            return QString::fromUtf8(attribute.value());
        }
    }
    return {};
}

std::vector<Element::Attribute> Element::attributes() const
{
    std::vector<Attribute> found;
    for (const pugi::xml_attribute &attribute : pugi::xml_node(m_node).attributes()) {
        const std::string_view name = attribute.name();
        const QualifiedName qualified = split(name);
        if (name == "xmlns" || qualified.prefix == "xmlns") {
            continue;
        }
        found.push_back({qualified.prefix.empty() ? std::string_view() : resolve(qualified.prefix), qualified.local,
                         QString::fromUtf8(attribute.value())});
    }
    return found;
}

struct Document::Tree
{
    pugi::xml_document document;
};

Document::Document(const QByteArray &bytes, const Limits &limits) : m_tree(std::make_unique<Tree>())
{
    if (bytes.size() > limits.bytes || std::count(bytes.begin(), bytes.end(), '<') > limits.tags) {
        throw Error(ErrorCategory::LimitExceeded, QStringLiteral("ImproperResponse"),
                    Text(QT_TRANSLATE_NOOP("core", "The WS-Management message is larger than this program accepts "
                                                   "(%1 bytes).")),
                    Text(QT_TRANSLATE_NOOP("core", "Check that the address leads to the WinRM service.")));
    }
    // pugixml reads no DTD and expands no entity but the five of XML; the encoding is told by the BOM.
    const auto result = m_tree->document.load_buffer(bytes.constData(), static_cast<std::size_t>(bytes.size()),
                                                     pugi::parse_default | pugi::parse_doctype, pugi::encoding_auto);
    const Element top = root();
    if (isTooDeep(m_tree->document, limits.depth)) {
        throw Error(ErrorCategory::LimitExceeded, QStringLiteral("ImproperResponse"),
                    Text(QT_TRANSLATE_NOOP("core", "The WS-Management message is nested deeper than this program "
                                                   "accepts.")),
                    Text(QT_TRANSLATE_NOOP("core", "Check that the address leads to the WinRM service.")));
    }
    if (result && !hasDocumentType(m_tree->document)) {
        return;
    }
    if (top.is(ns::soap, "Envelope")) {
        Error error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                    Text(QT_TRANSLATE_NOOP("core", "The WS-Management message is not well-formed.")),
                    Text(QT_TRANSLATE_NOOP("core", "Try again; if it happens again, look for a proxy or a gateway "
                                                   "between this computer and the server.")));
        error.detail = QString::fromUtf8(result.description());
        throw error;
    }
    Error error(ErrorCategory::NotWsMan, QStringLiteral("ImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "The answer is not a WS-Management message.")),
                Text(QT_TRANSLATE_NOOP("core", "Check the computer name, the port and the application name; WinRM "
                                               "listens on 5985 (HTTP) and 5986 (HTTPS) at /wsman.")));
    error.detail = QString::fromUtf8(result.description());
    throw error;
}

Document::~Document() = default;
Document::Document(Document &&) noexcept = default;
Document &Document::operator=(Document &&) noexcept = default;

Element Document::root() const
{
    return Element(m_tree->document.document_element().internal_object());
}

QByteArray decodeBase64(const Element &element)
{
    QByteArray text = element.textBytes();
    if (std::any_of(text.cbegin(), text.cend(), isSpace)) {
        text.removeIf(isSpace);
    }
    // Qt drops a single letter at the end, which cannot be a byte.
    const bool isCutOff = text.size() % 4 == 1;
    auto decoded = QByteArray::fromBase64Encoding(std::move(text), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || isCutOff) {
        throw Error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                    Text(QT_TRANSLATE_NOOP("core", "The data in a WS-Management message is not valid base64.")),
                    Text(QT_TRANSLATE_NOOP("core", "Try again; if it happens again, look for a proxy or a gateway "
                                                   "between this computer and the server.")));
    }
    return std::move(decoded.decoded);
}

QUuid parseUuid(QStringView text)
{
    QStringView id = text.trimmed();
    for (const QLatin1String prefix : {QLatin1String("urn:"), QLatin1String("uuid:")}) {
        if (id.startsWith(prefix, Qt::CaseInsensitive)) {
            id = id.mid(prefix.size());
        }
    }
    return QUuid::fromString(id);
}

QString formatUuid(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces).toUpper();
}

} // namespace rejoin::wsman::xml
