#pragma once

#include "core/clixml/value.h"

#include <QList>

namespace rejoin::clixml {

/// What a hostile message may cost. All inclusive.
struct ReadLimits
{
    std::size_t maximumBytes = 256u << 20;
    int maximumDepth = 128;
    std::size_t maximumNodes = 50'000'000;
};

/// Reads one value as PSRP carries it: no <Objs> root, no namespace, an optional UTF-8 BOM (MS-PSRP 2.2.5).
/// Content that is empty or blank is $null, as in a pipeline's output. The buffer is kept by the value.
/// Throws Error (Protocol or LimitExceeded, id "CliXmlInvalid"). Nesting beyond 512 objects is refused always.
[[nodiscard]] Value read(QByteArray xml, const ReadLimits &limits = {});

/// Reads a CLIXML file: <Objs Version="1.1.0.1" xmlns="…"> with any number of values (Export-Clixml).
[[nodiscard]] QList<Value> readFile(QByteArray xml, const ReadLimits &limits = {});

} // namespace rejoin::clixml
