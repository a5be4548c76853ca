using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>What stands between the braces of a chart's template: a pipeline of calls, as Go's templates define it. Knows the few functions our chart uses and refuses every other.</summary>
internal sealed partial class ChartExpression
{
    private readonly IReadOnlyList<string> _tokens;
    private readonly ChartScope _scope;
    private int _at;

    private ChartExpression(string text, ChartScope scope)
    {
        _tokens = [.. Token().Matches(text).Select(m => m.Value)];
        _scope = scope;
    }

    /// <summary>Its value.</summary>
    public static object? Evaluate(string text, ChartScope scope)
    {
        var expression = new ChartExpression(text, scope);
        var value = expression.Pipeline();
        return expression._at == expression._tokens.Count ? value : throw new FormatException($"'{text}' goes on after its end.");
    }

    /// <summary>Whether a value counts as true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or false or "" => false,
        ICollection list => list.Count > 0,
        IConvertible number when value is not string and not bool => Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    private object? Pipeline()
    {
        var value = Command([]);
        while (_at < _tokens.Count && _tokens[_at] == "|")
        {
            _at++;
            value = Command([value]);
        }

        return value;
    }

    private object? Command(IReadOnlyList<object?> piped)
    {
        var first = _tokens[_at];
        var isCall = char.IsLetter(first[0]);
        if (isCall)
            _at++;
        var arguments = new List<object?>();
        while (_at < _tokens.Count && _tokens[_at] is not ("|" or ")"))
            arguments.Add(Operand());
        return isCall ? Call(first, [.. arguments, .. piped]) : arguments.Single();
    }

    private object? Operand()
    {
        var token = _tokens[_at++];
        if (token == "(")
        {
            var inner = Pipeline();
            _at++;
            return inner;
        }

        return token[0] switch
        {
            '"' => Regex.Unescape(token[1..^1]),
            '.' => Path(_scope.Dot, token[1..]),
            '$' => _scope.Variable(token),
            _ => int.Parse(token, CultureInfo.InvariantCulture),
        };
    }

    private object? Call(string name, IReadOnlyList<object?> arguments) => name switch
    {
        "include" => _scope.Include((string)arguments[0]!, arguments[1]),
        "default" => IsTrue(arguments[1]) ? arguments[1] : arguments[0],
        "not" => !IsTrue(arguments[0]),
        "trunc" => Text(arguments[1]) is var text && text.Length > (int)arguments[0]! ? text[..(int)arguments[0]!] : text,
        "quote" => JsonSerializer.Serialize(Text(arguments[0]), ChartScope.Json),
        "toYaml" => JsonSerializer.Serialize(arguments[0], ChartScope.Json),
        "nindent" => string.Concat(Text(arguments[1]).Split('\n').Select(l => $"\n{new string(' ', (int)arguments[0]!)}{l}")),
        "printf" => Format((string)arguments[0]!, new Queue<object?>(arguments.Skip(1))),
        _ => throw new FormatException($"The chart calls '{name}', which this check does not know."),
    };

    private static object? Path(object? node, string path)
    {
        foreach (var key in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var map = node as Dictionary<object, object?> ?? throw new KeyNotFoundException($".{path}: nothing is below {key}.");
            if (!map.TryGetValue(key, out node))
                throw new KeyNotFoundException($".{path} is no value of the chart.");
        }

        return node;
    }

    private static string Format(string format, Queue<object?> arguments) =>
        Verb().Replace(format, m => m.Value == "%q" ? JsonSerializer.Serialize(Text(arguments.Dequeue()), ChartScope.Json) : Text(arguments.Dequeue()));

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex("""(?:"(?:[^"\\]|\\.)*"|[|()]|\$[\w]*|\.[\w.]*|\w+)""")]
    private static partial Regex Token();

    [GeneratedRegex("%[svq]")]
    private static partial Regex Verb();
}
