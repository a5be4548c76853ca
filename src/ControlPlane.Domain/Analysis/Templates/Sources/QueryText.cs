using System.Text;
using System.Text.RegularExpressions;

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>
/// Puts values into a PromQL text where names stand between double braces, so that a value can never end the place it stands in:
/// inside quotes it is escaped, in a comment it keeps to its line, elsewhere it must be a number, a time or a plain name. Pure.
/// </summary>
public static partial class QueryText
{
    private const char Code = '\0';
    private const char Comment = '#';

    /// <summary>What a query may name besides arguments; known only when it is asked.</summary>
    public static IReadOnlyList<string> Facts { get; } = ["endpoint", "model", "variant", "version", "champion", "rollout"];

    /// <summary>Names between double braces, in order of appearance.</summary>
    public static IReadOnlyList<string> NamesIn(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value)];

    /// <summary>A text that is no query, with values in place of those names that have one; others stay, and what a value holds is not looked at again.</summary>
    public static string Put(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>The query with values in place of those names that have one; others stay.</summary>
    /// <param name="query">PromQL.</param>
    /// <param name="values">Values by name.</param>
    /// <param name="problem">Why a value cannot stand where it would; null when all could.</param>
    public static string Fill(string query, IReadOnlyDictionary<string, string> values, out string? problem)
    {
        problem = null;
        var filled = new StringBuilder();
        var place = Code;
        for (var index = 0; index < query.Length; index++)
        {
            if (query[index] == '{' && Placeholder().Match(query, index) is { Success: true } match && match.Index == index && values.TryGetValue(match.Groups[1].Value, out var value))
            {
                problem ??= WhyNot(match.Groups[1].Value, value, place);
                filled.Append(place is '"' or '\'' ? Escape(value) : value);
                index += match.Length - 1;
                continue;
            }

            filled.Append(query[index]);
            if (place is '"' or '\'' && query[index] == '\\' && index + 1 < query.Length)
                filled.Append(query[++index]);
            else
                place = PlaceAfter(place, query[index]);
        }

        return filled.ToString();
    }

    // Quotes mean nothing in a comment, nor does the sign of a comment within quotes.
    private static char PlaceAfter(char place, char character) => place switch
    {
        Code => character is '"' or '\'' or '`' or Comment ? character : Code,
        Comment => character is '\n' or '\r' ? Code : Comment,
        _ => character == place ? Code : place,
    };

    private static string? WhyNot(string name, string value, char place) => place switch
    {
        '`' when value.Contains('`', StringComparison.Ordinal) => $"{name} holds a back quote and stands inside back quotes",
        Comment when value.AsSpan().IndexOfAny('\n', '\r') >= 0 => $"{name} holds a line break and stands in a comment, which ends there",
        '`' or Comment when IsLikePlaceholder(value) => $"{name} holds braces, which would be taken for a name, and stands where they cannot be escaped",
        Code when !Plain().IsMatch(value) => $"{name} is '{value}' and stands outside quotes, where only a number, a time or a plain name may",
        _ => null,
    };

    // A query is filled twice, with arguments and with facts: the second time must not find a name that a value brought along.
    private static bool IsLikePlaceholder(string value) =>
        value.StartsWith('{') || value.EndsWith('{') || value.Contains("{{", StringComparison.Ordinal);

    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        var isLikePlaceholder = IsLikePlaceholder(value);
        foreach (var character in value)
        {
            escaped.Append(character switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\'' => @"\'",
                '\n' => @"\n",
                '\r' => @"\r",
                '{' when isLikePlaceholder => @"\x7b",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z][A-Za-z0-9_.-]*)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|[0-9]+(ms|[smhdwy])|[a-zA-Z_:][a-zA-Z0-9_:]*)\z")]
    private static partial Regex Plain();
}
