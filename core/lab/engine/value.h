#pragma once

#include "core/clixml/records.h"
#include "core/clixml/value.h"

#include <QList>

#include <memory>
#include <variant>

namespace rejoin::lab::engine {

class Job;
class Value;
struct ScriptBlock;
struct Table;

using Array = QList<Value>;

/// What $host and $host.UI are.
enum class HostPart : quint8 { Host, Ui, RawUi };

template <typename T, typename Variant>
inline constexpr bool isAlternative = false;
template <typename T, typename... Types>
inline constexpr bool isAlternative<T, std::variant<Types...>> = (std::is_same_v<T, Types> || ...);

/// A value while a script runs: the common primitives held natively, live objects by pointer, and everything else
/// as the CLIXML value it came as or will leave as.
class Value
{
public:
    struct Integer
    {
        qint64 number = 0;
        bool wide = false; ///< Int64, not Int32
    };
    using Storage =
        std::variant<std::monostate, bool, Integer, double, QString, QDateTime, clixml::Value,
                     std::shared_ptr<const Array>, std::shared_ptr<Table>, std::shared_ptr<const ScriptBlock>,
                     std::shared_ptr<Job>, std::shared_ptr<const clixml::ErrorRecord>, HostPart>;

    /// $null
    Value() = default;
    template <typename T>
        requires isAlternative<T, Storage>
    explicit Value(T value) : m_storage(std::in_place_type<T>, std::move(value))
    {
    }

    [[nodiscard]] static Value string(QString text) { return Value(std::move(text)); }
    [[nodiscard]] static Value boolean(bool value) { return Value(value); }
    /// Int32 when it fits and wide is not asked for.
    [[nodiscard]] static Value integer(qint64 number, bool wide = false);
    [[nodiscard]] static Value real(double value) { return Value(value); }
    [[nodiscard]] static Value array(Array items);
    [[nodiscard]] static Value table(Table table);
    /// Native where there is a native form.
    [[nodiscard]] static Value fromData(const clixml::Value &data);
    /// None: $null, one: itself, more: an array.
    [[nodiscard]] static Value fromCollected(Array items);

    template <typename T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&m_storage);
    }
    template <typename T>
    [[nodiscard]] bool is() const
    {
        return std::holds_alternative<T>(m_storage);
    }

    [[nodiscard]] bool isNull() const;
    [[nodiscard]] const Array *items() const;
    [[nodiscard]] Table *tablePointer() const;
    [[nodiscard]] std::shared_ptr<Job> job() const;
    [[nodiscard]] std::shared_ptr<const ScriptBlock> scriptBlock() const;

    /// As PowerShell's string conversion: "True", 1.5, array items joined with a space.
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool truth() const;
    /// Numbers, booleans, texts that are numbers, $null as 0; nothing otherwise.
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] std::optional<qint64> wholeNumber() const;
    [[nodiscard]] bool isNumeric() const;
    /// "System.Int32"; empty for $null.
    [[nodiscard]] QString typeName() const;
    /// "Int32"
    [[nodiscard]] QString shortTypeName() const;

private:
    Storage m_storage;
};

/// Hashtable, [ordered] hashtable or [pscustomobject]: a list of pairs, in order.
struct Table
{
    enum class Kind : quint8 { Hash, Ordered, Custom };

    Table() = default;
    explicit Table(Kind tableKind) : kind(tableKind) {}

    Kind kind = Kind::Hash;
    QList<std::pair<Value, Value>> entries;

    /// Texts compare without case, others by type and value. Null when absent.
    [[nodiscard]] const Value *find(const Value &key) const;
    [[nodiscard]] const Value *find(QStringView key) const;
    void set(const Value &key, const Value &value);
    bool remove(const Value &key);
};

/// A value as a list: the items of an array, or itself as the only one.
[[nodiscard]] Array listOf(const Value &value);
/// A number as PowerShell shows it: shortest form that reads back.
[[nodiscard]] QString numberText(double value);
/// A number literal or text in PowerShell's forms: 12, 1.5, 1e3, 0x1F, 10kb. Nothing when it is none.
[[nodiscard]] std::optional<Value> parseNumber(QStringView text);

} // namespace rejoin::lab::engine
