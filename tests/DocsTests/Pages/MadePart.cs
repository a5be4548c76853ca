using System.Text;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Pages;

/// <summary>
/// A part of a page, or a whole one, that is made from code. Accept what the code makes now with <c>ACCEPT_GOLDEN=1 dotnet test tests/DocsTests</c>, then read the diff.
/// </summary>
internal static class MadePart
{
    private const string AcceptVariable = "ACCEPT_GOLDEN";

    /// <summary>The whole page.</summary>
    public static void CheckPage(string path, string made)
    {
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
            Write(path, made);
        Assert.True(File.Exists(Repository.PathOf(path)), $"{path} is missing; run with {AcceptVariable}=1 to make it");
        Assert.Equal(made, Repository.Read(path));
    }

    /// <summary>What stands between the marks of this name.</summary>
    public static void CheckPart(string path, string name, string made)
    {
        var text = Repository.Read(path);
        var (from, to) = PlaceOf(text, name, path);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Write(path, text = $"{text[..from]}{made}{text[to..]}");
            (from, to) = PlaceOf(text, name, path);
        }

        Assert.Equal(made, text[from..to]);
    }

    /// <summary>Text safe in a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static (int From, int To) PlaceOf(string text, string name, string path)
    {
        var (begin, end) = ($"<!-- {name}: made from code -->\n", "<!-- end -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"{path} has no place for {name}: '{begin.Trim()}' with '{end}' after it");
        return (from + begin.Length, to);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Repository.PathOf(path))!);
        File.WriteAllText(Repository.PathOf(path), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
