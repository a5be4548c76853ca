using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Hosting;
using ControlPlane.Domain.Actors;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Hosting.Commands;

/// <summary><c>backup</c>, while the control plane runs or not, and <c>restore</c>, while it does not.</summary>
internal sealed class BackupProgram(TextWriter output)
{
    private const string Newest = "latest";
    private const string Adopt = "adopt";

    /// <summary>Makes a copy of both databases and checks it.</summary>
    /// <returns>The exit code. Refusals: <c>configuration_invalid</c>, and see <see cref="BackupRefusals"/> and <see cref="DataRefusals"/>.</returns>
    public async Task<Outcome<int>> BackUpAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var read = CommandArguments.Read(args, [], mostWords: 0);
        if (read.Refusal is { } malformed)
            return malformed;
        await using var services = ServicesOf(read.Value.Settings);
        var file = services.GetRequiredService<DataFolder>().StateFile;
        if (!read.Value.Settings.Data.IsPostgres && !File.Exists(file))
            return new Refusal(DataRefusals.NotThere, $"There is no database {file}.");
        var store = services.GetRequiredService<BackupStore>();
        var made = await store.MakeAsync(cancellation);
        if (made.Refusal is { } refusal)
            return refusal;
        var backup = made.Value;
        if (!backup.IsSound)
            return new Refusal(BackupRefusals.Unsound, $"The backup {backup.Name} is not sound: {string.Join(" ", backup.Problems)}");
        await output.WriteLineAsync($"Backup {backup.Name} in {store.Root}: {backup.Bytes} bytes, {backup.AuditEntries} entries of the audit, checked.");
        return ExitCodes.Fine;
    }

    /// <summary>Puts a copy back.</summary>
    /// <returns>The exit code. Refusals: <c>configuration_invalid</c>, and see <see cref="BackupRefusals"/> and <see cref="DataRefusals"/>.</returns>
    public async Task<Outcome<int>> RestoreAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var read = CommandArguments.Read(args, [], mostWords: 1);
        if (read.Refusal is { } malformed)
            return malformed;
        await using var services = ServicesOf(read.Value.Settings);
        if (read.Value is { Settings.Data.IsPostgres: true, Words: [Adopt] })
            return await AdoptAsync(services, cancellation);
        var name = read.Value.Words.Count == 0 ? Newest : read.Value.Words[0];
        var outcome = await services.GetRequiredService<BackupRestore>().RunAsync(name, new Actor(Environment.UserName, ChangeWay.CommandLine), cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;

        var restored = outcome.Value;
        await output.WriteLineAsync($"Backup {restored.Backup.Name} is back: {restored.Backup.AuditEntries} entries of the audit, made at {restored.Backup.MadeAt:yyyy-MM-dd HH:mm:ss} UTC.");
        if (restored.Replaced is { } replaced)
            await output.WriteLineAsync($"What was there before is in {replaced}; delete it when it is not needed.");
        foreach (var (pool, position) in restored.Tables)
            await output.WriteLineAsync($"Pool {pool} has table {position}, above everything its agents have.");
        foreach (var digest in restored.MissingArtifacts)
            await output.WriteLineAsync($"The model file {digest} is missing; agents that do not hold it cannot fetch it. Register it again.");
        await output.WriteLineAsync("Start the control plane.");
        return ExitCodes.Fine;
    }

    private async Task<Outcome<int>> AdoptAsync(ServiceProvider services, CancellationToken cancellation)
    {
        var outcome = await services.GetRequiredService<DatabaseAdoption>().RunAsync(new Actor(Environment.UserName, ChangeWay.CommandLine), cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;
        foreach (var (pool, position) in outcome.Value)
            await output.WriteLineAsync($"Pool {pool} has table {position}, above everything its agents have.");
        await output.WriteLineAsync("The database is adopted. Start the control plane.");
        return ExitCodes.Fine;
    }

    private static ServiceProvider ServicesOf(HostSettings settings) =>
        new ServiceCollection().AddLogging().AddSingleton(Options.Create(settings.Data)).AddControlPlaneData().BuildServiceProvider();
}
