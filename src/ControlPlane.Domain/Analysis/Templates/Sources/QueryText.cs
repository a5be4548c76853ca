using System.Text;
using System.Text.RegularExpressions;

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>
/// Puts values into a PromQL text where names stand between double braces, so that a value can never end the place it stands in:
/// inside quotes it is escaped, outside them it must be a number, a time or a plain name. Pure.
/// </summary>
public static partial class QueryText
{
    /// <summary>What a query may name besides arguments; known only when it is asked.</summary>
    public static IReadOnlyList<string> Facts { get; } = ["endpoint", "model", "variant", "version", "champion", "rollout"];

    /// <summary>Names between double braces, in order of appearance.</summary>
    public static IReadOnlyList<string> NamesIn(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value)];

    /// <summary>The query with values in place of those names that have one; others stay.</summary>
    /// <param name="query">PromQL.</param>
    /// <param name="values">Values by name.</param>
    /// <param name="problem">Why a value cannot stand where it would; null when all could.</param>
    public static string Fill(string query, IReadOnlyDictionary<string, string> values, out string? problem)
    {
        problem = null;
        var filled = new StringBuilder();
        var quote = '\0';
        for (var index = 0; index < query.Length; index++)
        {
            if (query[index] == '{' && Placeholder().Match(query, index) is { Success: true } match && match.Index == index && values.TryGetValue(match.Groups[1].Value, out var value))
            {
                problem ??= WhyNot(match.Groups[1].Value, value, quote);
                filled.Append(quote is '"' or '\'' ? Escape(value) : value);
                index += match.Length - 1;
                continue;
            }

            var character = query[index];
            filled.Append(character);
            if (quote != '\0' && quote != '`' && character == '\\' && index + 1 < query.Length)
                filled.Append(query[++index]);
            else if (quote == '\0' && character is ('"' or '\'' or '`'))
                quote = character;
            else if (character == quote)
                quote = '\0';
        }

        return filled.ToString();
    }

    private static string? WhyNot(string name, string value, char quote) => quote switch
    {
        '`' when value.Contains('`', StringComparison.Ordinal) => $"{name} holds a back quote and stands inside back quotes",
        '\0' when !Plain().IsMatch(value) => $"{name} is '{value}' and stands outside quotes, where only a number, a time or a plain name may",
        _ => null,
    };

    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            escaped.Append(character switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\'' => @"\'",
                '\n' => @"\n",
                '\r' => @"\r",
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
