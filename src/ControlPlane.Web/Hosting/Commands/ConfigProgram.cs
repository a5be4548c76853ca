using ControlPlane.Contracts.Outcomes;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace ControlPlane.Web.Hosting.Commands;

/// <summary><c>config show</c>: every setting as a start with the same arguments would take it, with where it comes from and without secrets.</summary>
internal sealed class ConfigProgram(TextWriter output)
{
    private const string NotShown = "(not shown)";
    private const string NotSet = "(not set)";

    /// <summary>Runs what the arguments say.</summary>
    /// <param name="args">After <c>config</c>.</param>
    /// <returns>The exit code. Refusal <c>configuration_invalid</c> with every problem, as at a start.</returns>
    public async Task<Outcome<int>> RunAsync(IReadOnlyList<string> args)
    {
        var read = CommandArguments.Read(args, [], mostWords: 1);
        if (read.Refusal is { } malformed)
            return malformed;
        if (read.Value.Words is not ["show"])
            return HostSettings.Invalid([new FieldProblem("config", "names nothing to do", "write 'config show'")]);

        IReadOnlyList<(string Key, string Value, string From)> rows = [.. RowsOf(read.Value.Settings)];
        var (keys, values) = (rows.Max(r => r.Key.Length), rows.Max(r => r.Value.Length));
        foreach (var (key, value, from) in rows)
            await output.WriteLineAsync($"{key.PadRight(keys)}  {value.PadRight(values)}  {from}");
        return ExitCodes.Fine;
    }

    private static IEnumerable<(string Key, string Value, string From)> RowsOf(HostSettings settings)
    {
        var known = KnownSettings.Of(settings).ToList();
        foreach (var setting in known)
            yield return (setting.Key, Shown(setting.Key, setting.Value), FromOf(settings.Configuration, setting.Key) ?? "default");

        // Sections whose keys are free: secrets by name, and levels of logging.
        foreach (var (key, value) in settings.Configuration.AsEnumerable().Where(s => s.Value is not null).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!known.Exists(k => string.Equals(k.Key, key, StringComparison.OrdinalIgnoreCase)))
                yield return (key, Shown(key, value!), FromOf(settings.Configuration, key) ?? "");
        }
    }

    private static string Shown(string key, string value) => value.Length == 0 ? NotSet : KnownSetting.IsSecret(key, value) ? NotShown : value;

    private static string? FromOf(IConfigurationRoot configuration, string key) => configuration.Providers.Reverse().FirstOrDefault(p => p.TryGet(key, out _)) switch
    {
        null => null,
        JsonConfigurationProvider file => $"file {file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "").PhysicalPath ?? file.Source.Path}",
        EnvironmentVariablesConfigurationProvider => $"environment {KnownSetting.VariableOf(key)}",
        MemoryConfigurationProvider => $"flag {HostSettings.FlagOf(key) ?? $"--{key}"}",
        var other => throw new InvalidOperationException($"Settings come from {other}, which has no name."),
    };
}
