using System.Collections;
using System.Globalization;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Requests;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>Reads the options from flags, environment and file, in this order of strength, and lists every problem at once.</summary>
internal static class AgentOptionsReader
{
    private const int LongestName = 63;

    /// <returns>Refusal: <c>options_invalid</c> with one field problem per wrong setting.</returns>
    public static Outcome<AgentOptions> Read(IReadOnlyList<string> arguments, IDictionary environment)
    {
        var problems = new List<FieldProblem>();
        var settings = AgentSettings.Read(arguments, environment, problems).Values;

        var controlPlanes = UrlsOf(settings, AgentKeys.ControlPlane, problems);
        CheckTls(controlPlanes, SwitchOf(settings, AgentKeys.AllowPlainHttp, problems), problems);
        var listen = RequiredUrl(settings, AgentKeys.Listen, problems);
        var admin = OptionalUrl(settings, AgentKeys.Admin, problems);
        var grpc = OptionalUrl(settings, AgentKeys.Grpc, problems);
        CheckPorts([("--listen", listen), ("--grpc", grpc), ("--admin", admin)], problems);
        var options = new AgentOptions
        {
            ControlPlane = controlPlanes[0],
            OtherControlPlanes = [.. controlPlanes.Skip(1)],
            JoinToken = TextOf(settings, AgentKeys.JoinToken),
            Listen = listen,
            Grpc = grpc,
            Certificate = TlsFiles.Read([listen, grpc], TextOf(settings, AgentKeys.TlsCertificate), TextOf(settings, AgentKeys.TlsKey), problems),
            Admin = admin,
            Caches = CachesOf(settings, problems),
            HasTritonMetrics = SwitchOf(settings, AgentKeys.TritonMetrics, problems),
            RequestLog = new RequestLogPolicy(ShareOf(settings, AgentKeys.RequestLog, problems), SwitchOf(settings, AgentKeys.RequestLogInputs, problems)),
            DataFolder = FolderOf(settings, problems),
            Pool = NameOf(settings, AgentKeys.Pool, problems),
            Name = NameOf(settings, AgentKeys.Name, problems),
            Labels = settings.GetSection(AgentKeys.Labels).GetChildren().ToDictionary(l => l.Key, l => l.Value ?? ""),
            WhenIsolated = PolicyOf(settings, problems),
            ParentProcessId = ProcessIdOf(settings, problems),
        };
        return problems.Count == 0
            ? options
            : new Refusal("options_invalid", $"{problems.Count} option(s) are wrong.") { Fields = problems };
    }

    /// <summary>The flag of a setting, as people write it.</summary>
    private static string FlagOf(string key) => AgentFlags.Keys.First(f => f.Value == key).Key;

    private static string? TextOf(IConfigurationRoot settings, string key) =>
        settings[key]?.Trim();

    private static Uri RequiredUrl(IConfigurationRoot settings, string key, List<FieldProblem> problems)
    {
        if (TextOf(settings, key) is not null)
            return OptionalUrl(settings, key, problems) ?? NoUrl;
        problems.Add(new FieldProblem(FlagOf(key), "is missing", $"give an address such as {FlagOf(key)} http://127.0.0.1:5080"));
        return NoUrl;
    }

    private static List<Uri> UrlsOf(IConfigurationRoot settings, string key, List<FieldProblem> problems)
    {
        var texts = (TextOf(settings, key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return texts.Length == 0 ? [RequiredUrl(settings, key, problems)] : [.. texts.Select(t => UrlOf(t, key, problems) ?? NoUrl).Distinct()];
    }

    private static Uri? OptionalUrl(IConfigurationRoot settings, string key, List<FieldProblem> problems) =>
        TextOf(settings, key) is { } text ? UrlOf(text, key, problems) : null;

    private static Uri? UrlOf(string text, string key, List<FieldProblem> problems)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", UserInfo: "" })
            return url;
        problems.Add(new FieldProblem(FlagOf(key), $"is '{text}'", "give scheme, host and port only, such as http://127.0.0.1:5080"));
        return null;
    }

    private static void CheckTls(IReadOnlyList<Uri> controlPlanes, bool isPlainAllowed, List<FieldProblem> problems)
    {
        foreach (var open in controlPlanes.Where(c => c != NoUrl && c.Scheme == Uri.UriSchemeHttp && !c.IsLoopback && !isPlainAllowed))
            problems.Add(new FieldProblem(FlagOf(AgentKeys.ControlPlane), $"is '{open.GetLeftPart(UriPartial.Authority)}', on another machine and without TLS", $"let it begin with https, or say {FlagOf(AgentKeys.AllowPlainHttp)} on"));
    }

    private static void CheckPorts(IReadOnlyList<(string Flag, Uri? Url)> urls, List<FieldProblem> problems)
    {
        var twins = urls.Where(u => u.Url is not null && u.Url != NoUrl).GroupBy(u => u.Url!.Authority).Where(g => g.Count() > 1);
        foreach (var twin in twins)
        {
            var flags = string.Join(", ", twin.Select(u => u.Flag));
            problems.Add(new FieldProblem(flags, $"share the address {twin.Key}", "give each a port of its own"));
        }
    }

    private static string FolderOf(IConfigurationRoot settings, List<FieldProblem> problems)
    {
        if (TextOf(settings, AgentKeys.Data) is { } folder)
            return Path.GetFullPath(folder);
        problems.Add(new FieldProblem("--data", "is missing", "name a folder that this agent alone may write, such as --data ./agent-1"));
        return "";
    }

    private static string NameOf(IConfigurationRoot settings, string key, List<FieldProblem> problems)
    {
        var name = TextOf(settings, key)!;
        if (name.Length > LongestName || name.Any(char.IsControl))
        {
            var problem = $"has {name.Length} characters, or some that cannot be printed";
            problems.Add(new FieldProblem(FlagOf(key), problem, $"use at most {LongestName} printable ones"));
        }

        return name;
    }

    private static IsolationPolicy PolicyOf(IConfigurationRoot settings, List<FieldProblem> problems)
    {
        switch (TextOf(settings, AgentKeys.WhenIsolated))
        {
            case "return":
                return IsolationPolicy.Return;
            case "freeze":
                return IsolationPolicy.Freeze;
            case var text:
                problems.Add(new FieldProblem(FlagOf(AgentKeys.WhenIsolated), $"is '{text}'", "say return or freeze"));
                return IsolationPolicy.Return;
        }
    }

    private static CachePolicy CachesOf(IConfigurationRoot settings, List<FieldProblem> problems)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in settings.GetSection(AgentKeys.Caches).GetChildren())
        {
            if (int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes > 0)
                bytes[entry.Key] = (long)megabytes << 20;
            else
                problems.Add(new FieldProblem("--cache", $"is '{entry.Key}={entry.Value}'", "write --cache endpoint=megabytes, a whole number from 1"));
        }

        return new CachePolicy(bytes);
    }

    private static bool SwitchOf(IConfigurationRoot settings, string key, List<FieldProblem> problems)
    {
        var text = TextOf(settings, key);
        if (text is not ("on" or "off"))
            problems.Add(new FieldProblem(FlagOf(key), $"is '{text}'", "say on or off"));
        return text == "on";
    }

    // In basis points; said in percent, as everywhere where people read shares.
    private static int ShareOf(IConfigurationRoot settings, string key, List<FieldProblem> problems)
    {
        var text = TextOf(settings, key);
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
            return (int)Math.Ceiling(percent * 100);
        problems.Add(new FieldProblem(FlagOf(key), $"is '{text}'", "give a share in percent, from 0 to 100, such as 0.5"));
        return 0;
    }

    private static int? ProcessIdOf(IConfigurationRoot settings, List<FieldProblem> problems)
    {
        if (TextOf(settings, AgentKeys.ParentPid) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
            return id;
        problems.Add(new FieldProblem("--parent-pid", $"is '{text}'", "give the number of a process"));
        return null;
    }

    private static Uri NoUrl { get; } = new("http://invalid/");
}
