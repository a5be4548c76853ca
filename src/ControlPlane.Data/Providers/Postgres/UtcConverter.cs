using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>Keeps instants in UTC, as <c>timestamptz</c> wants them.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
