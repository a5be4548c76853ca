namespace ControlPlane.DocsTests.Deploy;

/// <summary>One stage of a Dockerfile. Immutable.</summary>
/// <param name="Name">After <c>AS</c>.</param>
/// <param name="Base">After <c>FROM</c>.</param>
/// <param name="Instructions">Word and what follows it.</param>
internal sealed record DockerStage(string Name, string Base, IReadOnlyList<(string Word, string Text)> Instructions)
{
    /// <summary>Ports it says it listens on.</summary>
    public IReadOnlyList<string> Ports => [.. Of("EXPOSE").SelectMany(r => r.Split(' '))];

    /// <summary>Variables it sets.</summary>
    public IReadOnlyDictionary<string, string> Variables => Of("ENV").SelectMany(r => r.Split(' ')).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);

    /// <summary>What follows a word, in order.</summary>
    public IEnumerable<string> Of(string word) => Instructions.Where(i => i.Word == word).Select(i => i.Text);
}
