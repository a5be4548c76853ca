using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>Parameters of templates and the arguments given for them. Pure.</summary>
public static class TemplateArguments
{
    private const int MaximumParameters = 20;
    private const int MaximumText = 500;

    /// <summary>Null when the parameters can be declared like that.</summary>
    /// <returns>Refusal: <see cref="TemplateRefusals.Invalid"/>.</returns>
    public static Refusal? CheckParameters(IReadOnlyList<TemplateParameter> parameters)
    {
        var problems = new Problems();
        if (parameters.Count > MaximumParameters)
            problems.Add("parameters", $"are {parameters.Count}", $"use at most {MaximumParameters}");
        for (var index = 0; index < parameters.Count; index++)
        {
            problems.Add(NameRule.Check($"parameters[{index}].name", parameters[index].Name));
            if (parameters.Take(index).Any(p => p.Name == parameters[index].Name))
                problems.Add($"parameters[{index}].name", $"'{parameters[index].Name}' is used twice", "give each parameter a name of its own");
            if (parameters[index].Default is { } value && WhyNot(parameters[index].Type, value) is { } problem)
                problems.Add($"parameters[{index}].default", problem, RemedyOf(parameters[index].Type));
            if (parameters[index].Description.Length > MaximumText)
                problems.Add($"parameters[{index}].description", $"has {parameters[index].Description.Length} characters", $"use at most {MaximumText}");
        }

        return problems.Any ? problems.ToRefusal(TemplateRefusals.Invalid) : null;
    }

    /// <summary>A value for every parameter, as text by name.</summary>
    /// <param name="path">Of the arguments, as the caller wrote it.</param>
    /// <param name="parameters">What may be said.</param>
    /// <param name="given">What was said.</param>
    /// <returns>Refusal: <see cref="TemplateRefusals.ArgumentInvalid"/> with every unknown, missing or wrong argument.</returns>
    public static Outcome<IReadOnlyDictionary<string, string>> Resolve(
        string path, IReadOnlyList<TemplateParameter> parameters, IReadOnlyDictionary<string, string> given)
    {
        var problems = new Problems();
        var names = parameters.Select(p => p.Name).ToList();
        foreach (var unknown in given.Keys.Where(k => !names.Contains(k, StringComparer.Ordinal)))
            problems.Add($"{path}.{unknown}", "is no parameter of the template", names.Count == 0 ? "the template takes none: leave it out" : $"use {string.Join(", ", names)}");

        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if ((given.GetValueOrDefault(parameter.Name) ?? parameter.Default) is not { } value)
                problems.Add($"{path}.{parameter.Name}", "is missing and has no default", $"give it: {RemedyOf(parameter.Type)}");
            else if (WhyNot(parameter.Type, value) is { } problem)
                problems.Add($"{path}.{parameter.Name}", problem, RemedyOf(parameter.Type));
            else
                resolved[parameter.Name] = value;
        }

        return problems.Any ? problems.ToRefusal(TemplateRefusals.ArgumentInvalid) : resolved;
    }

    /// <summary>A value for every parameter with which the form of a template can be tried: the default where there is one.</summary>
    public static IReadOnlyDictionary<string, string> Samples(IReadOnlyList<TemplateParameter> parameters) => parameters.ToDictionary(
        p => p.Name,
        p => p.Default ?? p.Type switch
        {
            ParameterType.Number => "1",
            ParameterType.Duration => "60s",
            ParameterType.Text => "x",
            var other => throw new InvalidOperationException($"{other} has no sample."),
        },
        StringComparer.Ordinal);

    private static string? WhyNot(ParameterType type, string value) => type switch
    {
        ParameterType.Number when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) => $"is '{value}'",
        ParameterType.Duration when !DurationText.TryParse(value, out _) => $"is '{value}'",
        ParameterType.Text when value.Length is 0 or > MaximumText => $"has {value.Length} characters",
        _ => null,
    };

    private static string RemedyOf(ParameterType type) => type switch
    {
        ParameterType.Number => "use a finite number",
        ParameterType.Duration => "use a time such as 90s, 5m or 2h",
        ParameterType.Text => $"use 1 to {MaximumText} characters",
        _ => throw new InvalidOperationException($"{type} has no remedy."),
    };
}
