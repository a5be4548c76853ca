using System.Text;
using System.Text.RegularExpressions;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.DocsTests.Pages;
using ControlPlane.Web.Hosting;

namespace ControlPlane.DocsTests.Reference;

/// <summary>The reference of both programs' options, made from the options types, the agent's flags and its help.</summary>
internal static partial class OptionsDocument
{
    public static string Make()
    {
        var text = new StringBuilder();
        text.Append("# Options\n\n");
        text.Append("Made from the code of both programs; a test compares this page with it.\n\n");
        text.Append("Flags are stronger than environment variables, these are stronger than the file that `--config` names, and that is stronger than a default. ");
        text.Append("Everything is checked at the start: a program that was told something wrong names every mistake at once and ends with code 2. ");
        text.Append("`config show` in front of the same arguments says what a start would take, and from where; secrets are named and not shown.\n\n");
        text.Append("```sh\ndotnet run --project src/ControlPlane.Web -- config show --data ./data\n");
        text.Append("dotnet run --project src/Agent -- config show --control-plane http://127.0.0.1:5080 --listen http://127.0.0.1:5101 --data ./agent-1\n```\n");
        AppendControlPlane(text);
        AppendAgent(text);
        text.Append("\n## Of other conventions\n\n| variable | read by | |\n|---|---|---|\n");
        text.Append("| `OTEL_EXPORTER_OTLP_ENDPOINT` and the other `OTEL_…` | control plane, agent | Spans and metrics go to a collector; without it none leave the process. See [observability](../observability.md). |\n");
        text.Append("| `CONTROLPLANE_SERVER` | command line | Address of the control plane; see [the command line](../cli.md). |\n");
        text.Append("| `CONTROLPLANE_TOKEN` | command line | API token to show; a secret. |\n");
        text.Append("| `NO_COLOR` | command line | No colour, whatever its value. |\n");
        return text.ToString();
    }

    /// <summary>Flag, form and meaning of what the agent's help tells.</summary>
    internal static IReadOnlyList<(string Flag, string Form, string Meaning)> AgentHelpLines() =>
    [
        .. from line in AgentHelp.Text.Split('\n')
           let read = HelpLine().Match(line.TrimEnd())
           where read.Success
           from flag in Flag().Matches(read.Groups["flags"].Value)
           select (flag.Groups["name"].Value, flag.Groups["form"].Value, read.Groups["meaning"].Value),
    ];

    private static void AppendControlPlane(StringBuilder text)
    {
        text.Append("\n## The control plane\n\n");
        text.Append("A setting is written in a JSON file as `{\"Data\": {\"Backup\": {\"Keep\": 3}}}`, in the environment as `CONTROLPLANE__Data__Backup__Keep=3`, and as a flag as `--Data:Backup:Keep 3`. ");
        text.Append("Times are written `[days.]hours:minutes:seconds`.\n\n");
        text.Append("| setting | environment | default | |\n|---|---|---|---|\n");
        foreach (var setting in KnownSettings.Defaults)
        {
            var flag = HostSettings.FlagOf(setting.Key) is { } name ? $", `{name}`" : "";
            text.Append($"| `{setting.Key}`{flag} | `{setting.Variable}` | {(setting.Value.Length == 0 ? "" : $"`{setting.Value}`")} | {MadePart.Cell(MemberDocumentation.SummaryOf(setting.Property))} |\n");
        }

        text.Append("| `--config` | | | JSON file with such settings. |\n");
        text.Append($"| `{AnalysisOptions.SecretsSection}:<name>` | `{KnownSetting.VariableOf($"{AnalysisOptions.SecretsSection}:<name>")}` | | A secret that sources of analyses may name; never shown, logged or sent anywhere but to its source. |\n");
        text.Append($"| `Logging:LogLevel:<category>` | `{KnownSetting.VariableOf("Logging:LogLevel:<category>")}` | `Information` | Least level that is logged, as everywhere in .NET. |\n");
    }

    private static void AppendAgent(StringBuilder text)
    {
        text.Append("\n## The agent\n\n");
        text.Append("A setting is written in the section `Agent` of a JSON file, such as `{\"Agent\": {\"Pool\": \"staging\"}}`.\n\n");
        text.Append("| flag | environment | default | |\n|---|---|---|---|\n");
        foreach (var (flag, form, meaning) in AgentHelpLines())
        {
            var key = AgentFlags.Keys.TryGetValue(flag, out var single) ? single : $"{AgentFlags.Sections[flag]}:<key>";
            var value = key == AgentKeys.Name ? "the host's name" : AgentDefaults.Values.GetValueOrDefault(key) is { } given ? $"`{given}`" : "";
            text.Append($"| `{flag} {MadePart.Cell(form)}` | `{AgentSettings.VariableOf(key)}` | {value} | {MadePart.Cell(char.ToUpperInvariant(meaning[0]) + meaning[1..])}. |\n");
        }
    }

    [GeneratedRegex(@"^\s*(?<flags>--.*?)\s{3,}(?<meaning>\S.*)$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"(?<name>--[a-z-]+) (?<form>[^\s,]+)")]
    private static partial Regex Flag();
}
