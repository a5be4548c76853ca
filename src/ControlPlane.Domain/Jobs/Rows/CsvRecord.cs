using System.Text;

namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Comma-separated values of one row, as RFC 4180 has them: a value in double quotes may hold commas, line ends, and quotes written twice. Stateless.</summary>
public static class CsvRecord
{
    /// <summary>The values of a row without its line's end.</summary>
    public static Parsed<IReadOnlyList<string>> Split(string text)
    {
        var values = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < text.Length && text[at] == '"')
            {
                var quoted = new StringBuilder();
                if (!TakeQuoted(text, ref at, quoted))
                    return Parsed.Wrong<IReadOnlyList<string>>($"has a quotation mark that is not closed, in value {values.Count + 1}");
                if (at < text.Length && text[at] != ',')
                    return Parsed.Wrong<IReadOnlyList<string>>($"has something behind the closing quotation mark of value {values.Count + 1}");
                values.Add(quoted.ToString());
            }
            else
            {
                var comma = text.IndexOf(',', at);
                var end = comma < 0 ? text.Length : comma;
                values.Add(text[at..end]);
                at = end;
            }

            if (at >= text.Length)
                return Parsed.Of<IReadOnlyList<string>>(values);
            at++;
        }
    }

    /// <summary>A value as it stands in a row.</summary>
    public static string Cell(string value) =>
        value.AsSpan().IndexOfAny("\",\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool TakeQuoted(string text, ref int at, StringBuilder value)
    {
        at++;
        while (at < text.Length)
        {
            if (text[at] != '"')
                value.Append(text[at++]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                (_, at) = (value.Append('"'), at + 2);
            else
                return ++at > 0;
        }

        return false;
    }
}
