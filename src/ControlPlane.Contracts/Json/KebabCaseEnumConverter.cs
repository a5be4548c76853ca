using System.Text.Json;
using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Json;

/// <summary>Writes an enum as <c>lower-kebab-case</c> text; refuses numbers and unknown names, so that a newer peer is noticed.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class KebabCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
