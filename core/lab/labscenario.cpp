#include "core/lab/labscenario.h"

namespace rejoin::lab {

std::optional<LabFault> LabScenario::next(const QString &computer, const QString &action)
{
    for (auto &rule : m_rules) {
        const auto &fault = rule.fault;
        if (!fault.computer.isEmpty() && fault.computer.compare(computer, Qt::CaseInsensitive) != 0)
            continue;
        if (!fault.action.isEmpty() && fault.action != action)
            continue;
        const int number = rule.seen++;
        if (number < fault.skip || (fault.times >= 0 && number >= fault.skip + fault.times))
            continue;
        return fault;
    }
    return {};
}

} // namespace rejoin::lab
