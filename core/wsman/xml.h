#pragma once

#include <QByteArray>
#include <QString>
#include <QUuid>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pugi {
struct xml_node_struct;
} // namespace pugi

// Reading and writing of the XML that this layer needs: elements by namespace, text, attributes. Private to the layer
// (tests use it to compare envelopes).
namespace rejoin::wsman::xml {

/// What a document may be. An envelope is at most MaxEnvelopeSize (512,000 bytes by default) plus what a server adds.
struct Limits
{
    Limits() = default;
    qsizetype bytes = qsizetype{64} * 1024 * 1024;
    int depth = 64;          ///< nested elements; real envelopes have about a dozen
    qsizetype tags = 500000; ///< '<' characters: bounds the memory of the tree
};

/// A cursor on an element of a Document, valid as long as that lives. A null cursor answers everything with nothing.
class Element
{
public:
    Element() = default;
    explicit Element(pugi::xml_node_struct *node) : m_node(node) {}

    explicit operator bool() const { return m_node != nullptr; }
    [[nodiscard]] bool is(std::string_view namespaceUri, std::string_view name) const;
    [[nodiscard]] std::string_view localName() const;
    /// Empty when there is none, or when the prefix is not declared.
    [[nodiscard]] std::string_view namespaceUri() const;

    /// Elements only: text and comments between them are passed over.
    [[nodiscard]] Element firstChild() const;
    [[nodiscard]] Element nextSibling() const;
    [[nodiscard]] Element child(std::string_view namespaceUri, std::string_view name) const;

    /// The text directly inside, without the white space around it.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QByteArray textBytes() const;
    /// Text of child(namespaceUri, name); empty when there is none.
    [[nodiscard]] QString childText(std::string_view namespaceUri, std::string_view name) const;

    /// Attribute without a namespace; empty when there is none.
    [[nodiscard]] QString attribute(std::string_view name) const;
    [[nodiscard]] QString attribute(std::string_view namespaceUri, std::string_view name) const;
    struct Attribute
    {
        std::string_view namespaceUri;
        std::string_view name;
        QString value;
    };
    /// All attributes but the namespace declarations.
    [[nodiscard]] std::vector<Attribute> attributes() const;

private:
    [[nodiscard]] std::string_view resolve(std::string_view prefix) const;
    pugi::xml_node_struct *m_node = nullptr;
};

/// A parsed document. UTF-8 with or without BOM, UTF-16 with BOM.
class Document
{
public:
    /// Throws Error: NotWsMan for what is no XML, Protocol for a SOAP envelope that is broken off or has a document
    /// type (SOAP 1.2 part 1, 5), LimitExceeded.
    explicit Document(const QByteArray &bytes, const Limits &limits = {});
    ~Document();
    Document(Document &&) noexcept;
    Document &operator=(Document &&) noexcept;

    [[nodiscard]] Element root() const;

private:
    struct Tree;
    std::unique_ptr<Tree> m_tree;
};

/// The bytes of a base64 text (white space allowed). Throws Error (Protocol, "ImproperResponse").
[[nodiscard]] QByteArray decodeBase64(const Element &element);

/// "uuid:6B29…", "urn:uuid:…" or the id alone; null when it is none.
[[nodiscard]] QUuid parseUuid(QStringView text);
/// Upper case, without braces: as WS-Man selectors compare.
[[nodiscard]] QString formatUuid(const QUuid &id);

/// Writes XML with correct escaping. What XML 1.0 forbids (controls, lone surrogates) becomes U+FFFD.
class Writer
{
public:
    Writer &open(std::string_view name);
    Writer &attribute(std::string_view name, std::string_view value);
    Writer &attribute(std::string_view name, QStringView value);
    Writer &text(std::string_view value);
    Writer &text(QStringView value);
    Writer &base64(const QByteArray &data);
    /// <name/> when nothing was written inside; write an empty text for <name></name>.
    Writer &close();
    /// open, text, close.
    Writer &leaf(std::string_view name, std::string_view value);
    Writer &leaf(std::string_view name, QStringView value);
    /// Closes what is open and gives the document.
    [[nodiscard]] QByteArray take();

private:
    void endStartTag();
    QByteArray m_out;
    std::vector<std::string> m_open;
    bool m_inStartTag = false;
};

} // namespace rejoin::wsman::xml
