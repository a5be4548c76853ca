using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Replicas;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Hosting;

/// <summary>Every setting of the control plane, read and checked. Immutable.</summary>
internal sealed record HostSettings
{
    /// <summary>Begin of the names of environment variables that are settings.</summary>
    public const string EnvironmentPrefix = "CONTROLPLANE__";

    private const string ConfigFlag = "config";

    /// <summary>Code of the refusal of a wrong configuration.</summary>
    public const string InvalidCode = "configuration_invalid";

    private static readonly HashSet<string> Sections =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ServerOptions.Section, AccessOptions.Section, DataOptions.Section, RealtimeOptions.Section, RolloutOptions.Section, JobOptions.Section, AnalysisOptions.Section,
            AnalysisOptions.SecretsSection, WebhookOptions.Section, ModelSourceOptions.Section, RateLimitOptions.Section, "Logging", ConfigFlag,
        };

    private static readonly IReadOnlyDictionary<string, string> Flags = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["listen"] = $"{ServerOptions.Section}:{nameof(ServerOptions.Listen)}",
        ["data"] = $"{DataOptions.Section}:{nameof(DataOptions.Folder)}",
        ["database"] = $"{DataOptions.Section}:{nameof(DataOptions.Database)}",
        ["artifacts"] = $"{DataOptions.Section}:{nameof(DataOptions.ArtifactFolder)}",
        ["replica"] = $"{DataOptions.Section}:{nameof(DataOptions.Replica)}:{nameof(ReplicaOptions.Name)}",
        [ConfigFlag] = ConfigFlag,
    };

    public required IConfigurationRoot Configuration { get; init; }

    public required ServerOptions Server { get; init; }

    public required AccessOptions Access { get; init; }

    public required DataOptions Data { get; init; }

    public required RealtimeOptions Realtime { get; init; }

    public required RolloutOptions Rollout { get; init; }

    public required JobOptions Jobs { get; init; }

    public required AnalysisOptions Analysis { get; init; }

    public required ModelSourceOptions ModelSources { get; init; }

    public required WebhookOptions Webhooks { get; init; }

    public required RateLimitOptions RateLimits { get; init; }

    /// <summary>The flag that is short for a key, with its dashes; null when there is none.</summary>
    public static string? FlagOf(string key) => Flags.Where(f => f.Value == key).Select(f => $"--{f.Key}").FirstOrDefault();

    /// <summary>Reads flags before environment before file before defaults.</summary>
    /// <returns>Refusal <c>configuration_invalid</c> with every problem.</returns>
    public static Outcome<HostSettings> Read(IReadOnlyList<string> args)
    {
        var line = CommandLine.Read(args, Flags);
        var builder = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        if (line.Settings.TryGetValue(ConfigFlag, out var file) && file is not null)
            builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        builder.AddEnvironmentVariables(EnvironmentPrefix);
        builder.AddInMemoryCollection(line.Settings);

        try
        {
            return Read(builder.Build(), line.Problems);
        }
        catch (Exception exception) when (exception is FileNotFoundException or InvalidDataException or FormatException)
        {
            return Invalid([.. line.Problems, new FieldProblem("--config", exception.Message, "name a JSON file")]);
        }
    }

    /// <summary>What is wrong with a configuration, in one refusal.</summary>
    public static Refusal Invalid(IReadOnlyList<FieldProblem> problems) =>
        new(InvalidCode, $"The configuration has {problems.Count} problem(s).") { Fields = problems };

    private static Outcome<HostSettings> Read(IConfigurationRoot configuration, IReadOnlyList<FieldProblem> problems)
    {
        var reader = new OptionsReader(configuration);
        var settings = new HostSettings
        {
            Configuration = configuration,
            Server = reader.Read<ServerOptions>(ServerOptions.Section),
            Access = reader.Read<AccessOptions>(AccessOptions.Section),
            Data = reader.Read<DataOptions>(DataOptions.Section),
            Realtime = reader.Read<RealtimeOptions>(RealtimeOptions.Section),
            Rollout = reader.Read<RolloutOptions>(RolloutOptions.Section),
            Jobs = reader.Read<JobOptions>(JobOptions.Section),
            Analysis = reader.Read<AnalysisOptions>(AnalysisOptions.Section),
            ModelSources = reader.Read<ModelSourceOptions>(ModelSourceOptions.Section),
            Webhooks = reader.Read<WebhookOptions>(WebhookOptions.Section),
            RateLimits = reader.Read<RateLimitOptions>(RateLimitOptions.Section),
        };
        IReadOnlyList<FieldProblem> all = [.. problems, .. UnknownSections(configuration), .. reader.Problems, .. OpenToOthers(settings)];
        return all.Count == 0 ? settings : Invalid(all);
    }

    // Where nobody signs in, whoever reaches it may do everything; so nobody else than this machine may reach it.
    private static IEnumerable<FieldProblem> OpenToOthers(HostSettings settings)
    {
        if (settings is { Access.Mode: AccessMode.Open, Server.IsLoopback: false })
            yield return new FieldProblem($"{AccessOptions.Section}:{nameof(AccessOptions.Mode)}", $"is Open, and {settings.Server.Listen} can be reached from other machines", "listen on a loopback address such as http://127.0.0.1:5080, or leave it Required and sign in");
    }

    private static IEnumerable<FieldProblem> UnknownSections(IConfigurationRoot configuration) => configuration.GetChildren()
        .Where(section => !Sections.Contains(section.Key))
        .Select(section => new FieldProblem(section.Path, "is not a section", $"known are {string.Join(", ", Sections.Order(StringComparer.Ordinal))}"));
}
