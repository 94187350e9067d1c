#pragma once

#include "core/lab/labsettings.h"

#include <memory>

class QTemporaryDir;

namespace rejoin::lab {

/// The users of all computers in the file that gss-ntlmssp's acceptor reads: for the owner only, gone with this object.
/// It sets NTLM_USER_FILE for the process: make it before any thread, one at a time.
class NtlmUserFile
{
public:
    /// Throws Error (Local) when it cannot be written.
    explicit NtlmUserFile(const LabSettings &settings);
    ~NtlmUserFile();
    Q_DISABLE_COPY_MOVE(NtlmUserFile)

    [[nodiscard]] QString fileName() const;

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

} // namespace rejoin::lab
