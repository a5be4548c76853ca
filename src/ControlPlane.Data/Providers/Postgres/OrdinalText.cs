using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>Orders and compares text by its bytes, as SQLite and the code do, whatever language the database was made for.</summary>
internal static class OrdinalText
{
    private const string Collation = "C";

    /// <summary>Gives every column of text that order; after everything else is mapped.</summary>
    public static void UseOrdinalText(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            var stored = property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType;
            if (stored == typeof(string))
                property.SetCollation(Collation);
        }
    }
}
