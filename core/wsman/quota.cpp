#include "core/wsman/quota.h"

#include <iterator>

namespace rejoin::wsman {

namespace {

struct Entry
{
    qint64 code;
    Quota quota;
};

// WsmErr.h: ERROR_WSMAN_QUOTA_*; from 2150859236 on those of one plug-in (…_PPQ).
constexpr Entry entries[] = {
    {2150858815,
     {"quota", QT_TRANSLATE_NOOP("core", "A quota of the WinRM service on that computer is used up."), true}},
    {2150859173,
     {"MaxShellsPerUser",
      QT_TRANSLATE_NOOP("core", "This user has as many shells on that computer as its quota for shells of one user "
                                "(MaxShellsPerUser) allows."),
      true}},
    {2150859174,
     {"MaxConcurrentOperationsPerUser",
      QT_TRANSLATE_NOOP("core", "This user has as many operations under way on that computer as its quota for "
                                "operations of one user (MaxConcurrentOperationsPerUser) allows."),
      false}},
    {2150859175,
     {"user quota",
      QT_TRANSLATE_NOOP("core", "This user has used up a quota of the WinRM service on that computer: memory, "
                                "processes or requests of one user."),
      true}},
    {2150859176,
     {"system quota",
      QT_TRANSLATE_NOOP("core", "All users together have used up a quota of the WinRM service on that computer."),
      true}},
    {2150859179,
     {"MaxConcurrentUsers",
      QT_TRANSLATE_NOOP("core", "As many users have shells on that computer as its quota for users with shells "
                                "(MaxConcurrentUsers) allows."),
      true}},
    {2150859236,
     {"MaxShellsPerUser",
      QT_TRANSLATE_NOOP("core", "This user has as many shells of this session configuration as its quota for shells of "
                                "one user (MaxShellsPerUser) allows."),
      true}},
    {2150859237,
     {"MaxConcurrentUsers",
      QT_TRANSLATE_NOOP("core", "As many users use this session configuration as its quota for users "
                                "(MaxConcurrentUsers) allows."),
      true}},
    {2150859238,
     {"MaxShells",
      QT_TRANSLATE_NOOP("core", "There are as many shells of this session configuration as its quota for shells of all "
                                "users (MaxShells) allows."),
      true}},
    {2150859239,
     {"MaxConcurrentOperations",
      QT_TRANSLATE_NOOP("core", "As many operations of this session configuration are under way as its quota for "
                                "operations (MaxConcurrentOperations) allows."),
      false}},
    {2150859240,
     {"MaxConcurrentOperationsPerUser",
      QT_TRANSLATE_NOOP("core", "This user has as many operations of this session configuration under way as its quota "
                                "for operations of one user (MaxConcurrentOperationsPerUser) allows."),
      false}},
    {2150859241,
     {"MaxConcurrentCommandsPerShell",
      QT_TRANSLATE_NOOP("core", "This shell has as many commands as the session configuration's quota for commands of "
                                "one shell (MaxConcurrentCommandsPerShell) allows."),
      false}},
    {2150859242,
     {"minimum quota",
      QT_TRANSLATE_NOOP("core", "What this session configuration reserves for each user cannot be had on that computer "
                                "any more: its quotas are used up."),
      true}},
};

} // namespace

std::optional<Quota> quotaOf(qint64 code)
{
    for (const Entry &entry : entries) {
        if (entry.code == code)
            return entry.quota;
    }
    return std::nullopt;
}

} // namespace rejoin::wsman
