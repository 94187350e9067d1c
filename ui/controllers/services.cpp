#include "ui/controllers/services.h"

#include "ui/store/certificates.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"
#include "ui/store/trustedpatterns.h"

namespace rejoin::ui {

void addCertificate(const Services &services, sessions::ConnectionOptions *options)
{
    if (services.certificates && !options->certificateThumbprint.isEmpty())
        options->clientCertificate = services.certificates->find(options->certificateThumbprint);
}

sessions::ConnectionOptions completeOptions(const Services &services, const Computer &computer)
{
    sessions::ConnectionOptions options = services.credentials->complete(computer);
    if (services.computers)
        services.computers->groupSettings(computer.group).addTo(&options);
    if (TrustedPatterns(services.settings).matches(computer.name()))
        options.allowNtlmWithoutTls = true;
    addCertificate(services, &options);
    return options;
}

} // namespace rejoin::ui
