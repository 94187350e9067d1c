#include "core/clixml/document.h"
#include "core/clixml/escape.h"
#include "core/clixml/value.h"

#include <algorithm>

namespace rejoin::clixml {

struct ObjectBuilder::Private
{
    std::shared_ptr<Document> document = std::make_shared<Document>();
    ObjectData data;
    std::vector<Node> items;
    std::vector<Member> adapted;
    std::vector<Member> extended;

    Member member(std::string_view name, const Value &value)
    {
        return {document->createName(name), document->adopt(value)};
    }
};

ObjectBuilder::ObjectBuilder() : d(std::make_unique<Private>())
{
}
ObjectBuilder::~ObjectBuilder() = default;
ObjectBuilder::ObjectBuilder(ObjectBuilder &&) noexcept = default;
ObjectBuilder &ObjectBuilder::operator=(ObjectBuilder &&) noexcept = default;

ObjectBuilder &ObjectBuilder::typeNames(std::initializer_list<std::string_view> mostDerivedFirst)
{
    d->data.types = d->document->createTypeNames({mostDerivedFirst.begin(), mostDerivedFirst.size()});
    return *this;
}

ObjectBuilder &ObjectBuilder::typeNames(const QStringList &mostDerivedFirst)
{
    std::vector<std::string> utf8;
    for (const QString &name : mostDerivedFirst)
        utf8.push_back(name.toStdString());
    const std::vector<std::string_view> views(utf8.begin(), utf8.end());
    d->data.types = d->document->createTypeNames(views);
    return *this;
}

ObjectBuilder &ObjectBuilder::toString(QStringView text)
{
    d->data.toString = d->document->copy(escapedUtf8(text));
    d->data.hasToString = true;
    return *this;
}

ObjectBuilder &ObjectBuilder::base(const Value &primitive)
{
    const Value inner = primitive.isObject() ? primitive.base() : primitive;
    auto *node = d->document->create<Node>();
    *node = d->document->adopt(inner);
    d->data.base = node;
    return *this;
}

ObjectBuilder &ObjectBuilder::container(Container kind)
{
    d->data.container = kind;
    d->items.clear();
    return *this;
}

ObjectBuilder &ObjectBuilder::item(const Value &value)
{
    if (d->data.container == Container::None || d->data.container == Container::Dictionary)
        container(Container::List);
    d->items.push_back(d->document->adopt(value));
    return *this;
}

ObjectBuilder &ObjectBuilder::entry(const Value &key, const Value &value)
{
    if (d->data.container != Container::Dictionary)
        container(Container::Dictionary);
    d->items.push_back(d->document->adopt(key));
    d->items.push_back(d->document->adopt(value));
    return *this;
}

ObjectBuilder &ObjectBuilder::entry(std::string_view key, const Value &value)
{
    return entry(Value::string(QString::fromUtf8(key.data(), qsizetype(key.size()))), value);
}

ObjectBuilder &ObjectBuilder::note(std::string_view name, const Value &value)
{
    d->extended.push_back(d->member(name, value));
    return *this;
}

ObjectBuilder &ObjectBuilder::property(std::string_view name, const Value &value)
{
    d->adapted.push_back(d->member(name, value));
    return *this;
}

Value ObjectBuilder::build()
{
    Document &document = *d->document;
    ObjectData *data = document.create<ObjectData>();
    *data = d->data;
    data->itemCount = quint32(d->items.size());
    data->items = document.createArray<Node>(d->items.size());
    std::copy(d->items.begin(), d->items.end(), data->items);
    data->adaptedCount = quint32(d->adapted.size());
    data->memberCount = quint32(d->adapted.size() + d->extended.size());
    data->members = document.createArray<Member>(data->memberCount);
    std::copy(d->extended.begin(), d->extended.end(), std::copy(d->adapted.begin(), d->adapted.end(), data->members));
    auto *node = document.create<Node>();
    *node = {data, 0, Type::Object};
    Value built = Document::value(std::move(d->document), node);
    *d = Private(); // an empty builder again, rather than one that writes into a finished document
    return built;
}

Value enumeration(std::string_view typeName, QStringView name, qint32 value)
{
    return ObjectBuilder()
        .typeNames({typeName, "System.Enum", "System.ValueType", "System.Object"})
        .toString(name)
        .base(Value::int32(value))
        .build();
}

Value arrayList(std::span<const Value> items)
{
    ObjectBuilder builder;
    builder.typeNames({"System.Collections.ArrayList", "System.Object"}).container(Container::List);
    for (const Value &item : items)
        builder.item(item);
    return builder.build();
}

} // namespace rejoin::clixml
