using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ControlPlane.Data.Providers.Sqlite;

/// <summary>Keeps instants as UTC ticks, because SQLite can neither order nor compare <see cref="DateTimeOffset"/>.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
