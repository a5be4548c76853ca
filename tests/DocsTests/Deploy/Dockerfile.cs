using System.Text.RegularExpressions;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>The Dockerfile as its stages. Stateless.</summary>
internal static partial class Dockerfile
{
    /// <summary>Its stages in order.</summary>
    public static IReadOnlyList<DockerStage> Stages { get; } = [.. Stage().Matches(Repository.Read("Dockerfile")).Select(Read)];

    /// <summary>A stage by its name.</summary>
    public static DockerStage StageOf(string name) => Stages.Single(s => s.Name == name);

    private static DockerStage Read(Match stage) => new(
        stage.Groups["name"].Value,
        stage.Groups["base"].Value,
        [.. Instruction().Matches(stage.Groups["body"].Value).Select(m => (m.Groups["word"].Value, m.Groups["rest"].Value))]);

    [GeneratedRegex(@"^FROM (?<base>\S+) AS (?<name>\S+)\n(?<body>.*?)(?=^FROM |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^(?<word>[A-Z]+) (?<rest>.+)$", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}
