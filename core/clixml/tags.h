#pragma once

#include "core/clixml/value.h"

#include <array>
#include <optional>
#include <string_view>

// The element names of MS-PSRP 2.2.5, packed into one integer each so that they compare and switch as numbers.
namespace rejoin::clixml::tags {

[[nodiscard]] constexpr quint64 pack(std::string_view name)
{
    quint64 packed = 0;
    for (const char c : name)
        packed = packed << 8 | static_cast<unsigned char>(c);
    return packed;
}

/// 0 for names that are too long to be one of ours.
[[nodiscard]] constexpr quint64 find(const char *name)
{
    quint64 packed = 0;
    for (int i = 0; *name; ++i, ++name) {
        if (i == 8)
            return 0;
        packed = packed << 8 | static_cast<unsigned char>(*name);
    }
    return packed;
}

struct Primitive
{
    Type type;
    std::string_view tag;
};

/// In the order of Type.
inline constexpr std::array<Primitive, 23> primitives{
    {{Type::String, "S"},    {Type::Char, "C"},          {Type::Boolean, "B"},      {Type::DateTime, "DT"},
     {Type::Duration, "TS"}, {Type::Byte, "By"},         {Type::SByte, "SB"},       {Type::UInt16, "U16"},
     {Type::Int16, "I16"},   {Type::UInt32, "U32"},      {Type::Int32, "I32"},      {Type::UInt64, "U64"},
     {Type::Int64, "I64"},   {Type::Single, "Sg"},       {Type::Double, "Db"},      {Type::Decimal, "D"},
     {Type::Bytes, "BA"},    {Type::Guid, "G"},          {Type::Uri, "URI"},        {Type::Version, "Version"},
     {Type::Xml, "XD"},      {Type::ScriptBlock, "SBK"}, {Type::SecureString, "SS"}}};

[[nodiscard]] constexpr std::string_view tagOf(Type type)
{
    return primitives[std::size_t(type) - 1].tag;
}

[[nodiscard]] constexpr std::optional<Type> primitiveType(quint64 packed)
{
    switch (packed) {
    case pack("S"):
        return Type::String;
    case pack("C"):
        return Type::Char;
    case pack("B"):
        return Type::Boolean;
    case pack("DT"):
        return Type::DateTime;
    case pack("TS"):
        return Type::Duration;
    case pack("By"):
        return Type::Byte;
    case pack("SB"):
        return Type::SByte;
    case pack("U16"):
        return Type::UInt16;
    case pack("I16"):
        return Type::Int16;
    case pack("U32"):
        return Type::UInt32;
    case pack("I32"):
        return Type::Int32;
    case pack("U64"):
        return Type::UInt64;
    case pack("I64"):
        return Type::Int64;
    case pack("Sg"):
        return Type::Single;
    case pack("Db"):
        return Type::Double;
    case pack("D"):
        return Type::Decimal;
    case pack("BA"):
        return Type::Bytes;
    case pack("G"):
        return Type::Guid;
    case pack("URI"):
        return Type::Uri;
    case pack("Version"):
        return Type::Version;
    case pack("XD"):
        return Type::Xml;
    case pack("SBK"):
        return Type::ScriptBlock;
    case pack("SS"):
        return Type::SecureString;
    default:
        return {};
    }
}

struct ContainerTag
{
    Container container;
    std::string_view tag;
};

inline constexpr std::array<ContainerTag, 5> containers{{{Container::List, "LST"},
                                                         {Container::Enumerable, "IE"},
                                                         {Container::Queue, "QUE"},
                                                         {Container::Stack, "STK"},
                                                         {Container::Dictionary, "DCT"}}};

[[nodiscard]] constexpr Container container(quint64 packed)
{
    for (const auto &known : containers) {
        if (packed == pack(known.tag))
            return known.container;
    }
    return Container::None;
}

} // namespace rejoin::clixml::tags
