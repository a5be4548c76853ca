using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>
/// Draws a chart's templates where no Helm is at hand. It knows conditions, <c>with</c>, <c>range</c>, <c>include</c> and the functions of <see cref="ChartExpression"/>;
/// whatever else a template says is an error, so that nothing is passed over.
/// </summary>
internal static partial class ChartTemplate
{
    /// <summary>Bodies of named templates.</summary>
    public static Dictionary<string, string> DefinitionsOf(string text) => Definition().Matches(text).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["body"].Value);

    /// <summary>The text it becomes.</summary>
    public static string Render(string text, ChartScope scope)
    {
        var output = new StringBuilder();
        var at = 0;
        RenderBlock(Pieces(text), ref at, scope, output, isDrawn: true);
        return output.ToString();
    }

    // Text and actions in turn; a dash inside the braces takes the white space on its side away.
    private static List<(bool IsAction, string Text)> Pieces(string text)
    {
        var pieces = new List<(bool, string)>();
        var from = 0;
        foreach (Match action in Action().Matches(text))
        {
            var before = text[from..action.Index];
            pieces.Add((false, action.Groups["left"].Success ? before.TrimEnd() : before));
            pieces.Add((true, action.Groups["body"].Value.Trim()));
            from = action.Index + action.Length;
            while (action.Groups["right"].Success && from < text.Length && char.IsWhiteSpace(text[from]))
                from++;
        }

        pieces.Add((false, text[from..]));
        return pieces;
    }

    private static void RenderBlock(IReadOnlyList<(bool IsAction, string Text)> pieces, ref int at, ChartScope scope, StringBuilder output, bool isDrawn)
    {
        for (; at < pieces.Count; at++)
        {
            var (isAction, text) = pieces[at];
            if (isAction && text is "end" or "else")
                return;
            if (!isDrawn && !(isAction && Opening().IsMatch(text)))
                continue;
            if (!isAction)
                output.Append(text);
            else if (Opening().Match(text) is { Success: true } opening)
                RenderNested(opening.Groups["word"].Value, opening.Groups["rest"].Value, pieces, ref at, scope, output, isDrawn);
            else
                output.Append(Convert.ToString(ChartExpression.Evaluate(text, scope), CultureInfo.InvariantCulture));
        }
    }

    private static void RenderNested(string word, string rest, IReadOnlyList<(bool IsAction, string Text)> pieces, ref int at, ChartScope scope, StringBuilder output, bool isDrawn)
    {
        var begin = at + 1;
        var scopes = isDrawn ? ScopesOf(word, rest, scope) : [];
        foreach (var inner in scopes)
        {
            at = begin;
            RenderBlock(pieces, ref at, inner, output, isDrawn: true);
        }

        if (scopes.Count == 0)
        {
            at = begin;
            RenderBlock(pieces, ref at, scope, output, isDrawn: false);
        }

        if (pieces[at].Text != "else")
            return;
        at++;
        RenderBlock(pieces, ref at, scope, output, isDrawn && scopes.Count == 0);
    }

    private static IReadOnlyList<ChartScope> ScopesOf(string word, string rest, ChartScope scope)
    {
        if (word != "range")
            return ChartExpression.Evaluate(rest, scope) is var value && ChartExpression.IsTrue(value) ? [word == "with" ? scope.With(value) : scope] : [];
        var loop = Loop().Match(rest);
        return ChartExpression.Evaluate(loop.Groups["over"].Value, scope) switch
        {
            Dictionary<object, object?> map => [.. map.Select(p => scope.With(p.Value, (loop.Groups["key"].Value, p.Key), (loop.Groups["value"].Value, p.Value)))],
            List<object?> list => [.. list.Select((item, index) => scope.With(item, (loop.Groups["key"].Value, index), (loop.Groups["value"].Value, item)))],
            var other => throw new FormatException($"'{rest}' goes over {other}."),
        };
    }

    [GeneratedRegex("""\{\{(?<left>-\s)?(?<body>(?:"(?:[^"\\]|\\.)*"|[^"}])*?)(?<right>\s-)?\}\}""")]
    private static partial Regex Action();

    [GeneratedRegex(@"^(?<word>if|with|range)\s+(?<rest>.+)$")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?<key>\$\w+),\s*(?<value>\$\w+)\s*:=\s*(?<over>.+)$")]
    private static partial Regex Loop();

    [GeneratedRegex("""\{\{-\s*define\s+"(?<name>[^"]+)"\s*-\}\}(?<body>.*?)\{\{-\s*end\s*\}\}""", RegexOptions.Singleline)]
    private static partial Regex Definition();
}
