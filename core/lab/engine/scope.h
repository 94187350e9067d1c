#pragma once

#include "core/lab/engine/value.h"

#include <QHash>

namespace rejoin::lab::engine {

/// Variables of one call. Reading looks outwards, writing stays here.
class Scope
{
public:
    explicit Scope(std::shared_ptr<Scope> parent = {}) : m_parent(std::move(parent)) {}

    [[nodiscard]] const Value *find(const QString &name) const
    {
        const QString key = name.toLower();
        for (const Scope *scope = this; scope; scope = scope->m_parent.get()) {
            const auto found = scope->m_variables.constFind(key);
            if (found != scope->m_variables.cend())
                return &*found;
        }
        return nullptr;
    }
    void set(const QString &name, Value value) { m_variables.insert(name.toLower(), std::move(value)); }
    bool remove(const QString &name) { return m_variables.remove(name.toLower()); }
    [[nodiscard]] QStringList names() const { return m_variables.keys(); }
    [[nodiscard]] const std::shared_ptr<Scope> &parent() const { return m_parent; }
    [[nodiscard]] Scope &global()
    {
        Scope *scope = this;
        while (scope->m_parent)
            scope = scope->m_parent.get();
        return *scope;
    }

private:
    std::shared_ptr<Scope> m_parent;
    QHash<QString, Value> m_variables;
};

} // namespace rejoin::lab::engine
