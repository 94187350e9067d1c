#include "core/wsman/faultxml.h"

#include "core/wsman/namespaces.h"

namespace rejoin::wsman {

namespace {

/// MS-WSMV gives the code as unsigned, some providers print it signed: both mean the same 32 bits.
quint32 readCode(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.trimmed().toLongLong(&isNumber);
    return isNumber ? static_cast<quint32>(static_cast<quint64>(number)) : 0;
}

QString withoutPrefix(const QString &name)
{
    return name.mid(name.indexOf(u':') + 1);
}

/// f:WSManFault: its message is text, or a ProviderFault that holds text or another WSManFault (MS-WSMV 2.2.4.43).
/// The innermost text that is not empty wins. The depth of the document bounds the loop.
void readDetail(const xml::Element &outer, Fault &fault)
{
    fault.code = readCode(outer.attribute("Code"));
    fault.machine = outer.attribute("Machine");
    const auto take = [&fault](const xml::Element &element) {
        const QString text = element.text();
        if (!text.isEmpty()) {
            fault.message = text;
        }
    };
    xml::Element current = outer;
    while (current) {
        if (fault.code == 0) {
            fault.code = readCode(current.attribute("Code"));
        }
        const xml::Element message = current.child(ns::fault, "Message");
        take(message);
        const xml::Element provider = message.child(ns::fault, "ProviderFault");
        if (!provider) {
            return;
        }
        if (fault.provider.isEmpty()) {
            fault.provider = provider.attribute("provider");
        }
        take(provider);
        current = provider.child(ns::fault, "WSManFault");
    }
}

} // namespace

std::optional<Fault> readFault(const xml::Element &envelope)
{
    const xml::Element element = envelope.child(ns::soap, "Body").child(ns::soap, "Fault");
    if (!element) {
        return std::nullopt;
    }
    Fault fault;
    const xml::Element code = element.child(ns::soap, "Code");
    fault.subcode = withoutPrefix(code.child(ns::soap, "Subcode").childText(ns::soap, "Value"));
    const xml::Element detail = element.child(ns::soap, "Detail");
    fault.faultDetail = detail.childText(ns::wsman, "FaultDetail");
    if (const xml::Element inner = detail.child(ns::fault, "WSManFault")) {
        readDetail(inner, fault);
    }
    if (fault.message.isEmpty()) {
        fault.message = element.child(ns::soap, "Reason").childText(ns::soap, "Text");
    }
    return fault;
}

} // namespace rejoin::wsman
