#pragma once

#include "core/lab/labsettings.h"

#include <QByteArray>

namespace rejoin::lab {

/// The schemes that a computer offers, by their names without case: Negotiate, Kerberos, CredSSP, Digest, Basic, and
/// Certificate for the profile's URI. Throws Error (InvalidArgument, "ParameterBindingFailed").
[[nodiscard]] QStringList readSchemes(const QStringList &names);

/// builtin or pwsh, without case. Throws as above.
[[nodiscard]] LabEngine readEngine(const QString &name);

/// What a seed file adds to settings; see docs of rejoin-lab --help for the form:
///
/// { "computers": [ { "name": "Server01", "http": true, "https": true, "httpPort": 0, "httpsPort": 0,
///     "engine": "builtin",
///     "auth": [ "Negotiate", "Kerberos", "Basic" ], "kerberosOnly": false, "requireChannelBinding": false,
///     "digestAlgorithm": "SHA-256", "digestNonceUses": 0, "credsspVersion": 6, "credsspTls": 0, "credsspTickets": 1,
///     "credsspStatus": 0, "credsspWrongKey": false,
///     "users": [ { "name": "other", "password": "…", "administrator": false } ],
///     "configurations": [ "ITTasks" ], "configurationFiles": { "JEA": "jea.pssc" },
///     "restricted": { "JEA.Repair": "function Get-Widget { … }" },
///     "exchange": { "redirect": "/PowerShell-LiveID", "functions": "function Get-Mailbox { … }",
///         "forbidden": [ "bob" ], "maximumShells": 3 },
///     "behaviour": { "defaultIdleTimeout": 7200, "minimumIdleTimeout": 60, "maximumIdleTimeout": 2147483.647,
///         "disconnectAfter": 120, "disconnectFaultsReceives": false, "maximumShellsPerUser": 30, "pageSize": 0,
///         "maximumEnvelope": 512000, "bufferedOutput": 4194304, "protocolVersion": "2.3" },
///     "sessions": [ { "name": "ITTask", "owner": "lab", "configuration": "ITTasks", "shellId": "…",
///         "script": "…", "running": "…", "age": 3600, "inactivity": 60, "idleTimeout": 7200, "bufferMode": "Drop",
///         "connectedElsewhere": false, "clientIp": "10.0.2.2", "firstJobId": 2 } ] } ],
///   "delay": 0,
///   "faults": [ { "kind": "fault", "computer": "", "action": "Receive", "skip": 0, "times": -1, "delay": 0,
///         "bytes": 0, "status": 500, "contentType": "…", "body": "…", "location": "…", "code": 0, "subcode": "…",
///         "message": "…" } ] }
///
/// Times are seconds, delays milliseconds. Everything but a computer's and a session's name may be left out; a
/// session without owner belongs to defaultUser. Every computer has defaultUser too, unless its users name it.
/// An unknown key is refused, so that a typing error is not silent.
///
/// Throws Error (InvalidArgument, "SeedInvalid") that names the place: "computers[0].sessions[1].age".
void readSeed(const QByteArray &json, const LabUser &defaultUser, LabSettings *settings);

} // namespace rejoin::lab
