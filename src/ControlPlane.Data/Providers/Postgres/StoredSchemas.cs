using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>Reaches the decisions on a PostgreSQL server without changing anything, while control planes use them or not. Stateless.</summary>
internal static class StoredSchemas
{
    /// <summary>A context on them as they are there.</summary>
    /// <returns>Refusals: <see cref="DataRefusals.NotThere"/>, <see cref="DataRefusals.NewerSchema"/>, <see cref="DataRefusals.OlderSchema"/>, <see cref="DataRefusals.Unreachable"/>.</returns>
    public static async Task<Outcome<StateContext>> OpenStateAsync(string database, CancellationToken cancellationToken)
    {
        var address = PostgresAddress.Read(database, out var problem) ?? throw new ArgumentException(problem, nameof(database));
        var options = new DbContextOptionsBuilder<PostgresStateContext>();
        PostgresSettings.Configure(options, address, PostgresSettings.StateSchema);
        var context = new PostgresStateContext(options.Options);
        if (await RefusalOfAsync(context, PostgresAddress.Describe(address), cancellationToken) is not { } refusal)
            return context;
        await context.DisposeAsync();
        return refusal;
    }

    private static async Task<Refusal?> RefusalOfAsync(DbContext context, string place, CancellationToken cancellationToken)
    {
        try
        {
            if (await DatabaseOpener.CheckSchemaAsync(context, place, cancellationToken) is { } newer)
                return newer;
            if (!(await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
                return new Refusal(DataRefusals.NotThere, $"{place} holds no control plane's decisions.");
            return (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? new Refusal(DataRefusals.OlderSchema, $"{place} was written by an older build; start this build on it once, which brings it up to date.")
                : null;
        }
        catch (Exception exception) when (exception is NpgsqlException || LostServer.IsCauseOf(exception))
        {
            return new Refusal(DataRefusals.Unreachable, $"{place} cannot be reached: {exception.GetBaseException().Message}.");
        }
    }
}
