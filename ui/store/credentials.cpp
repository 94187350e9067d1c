#include "ui/store/credentials.h"

namespace rejoin::ui {

void Credentials::store(const QUuid &computer, base::Credential credential)
{
    m_byComputer.insert(computer, std::move(credential));
}

void Credentials::forget(const QUuid &computer)
{
    m_byComputer.remove(computer);
}

sessions::ConnectionOptions Credentials::complete(const Computer &computer) const
{
    sessions::ConnectionOptions options = computer.options;
    if (const auto found = m_byComputer.constFind(computer.id); found != m_byComputer.constEnd())
        options.credential = *found;
    return options;
}

bool Credentials::isMissing(const Computer &computer) const
{
    return computer.wantsPassword() && !has(computer.id);
}

} // namespace rejoin::ui
