using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting;

/// <summary>Reads options of plain values and collects everything that is wrong with them, instead of stopping at the first.</summary>
internal sealed class OptionsReader(IConfiguration configuration)
{
    private readonly List<FieldProblem> _problems = [];

    /// <summary>What was wrong in everything read so far.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>Options of one section; a value that cannot be read keeps its default and is a problem.</summary>
    public T Read<T>(string sectionName)
        where T : class, new()
    {
        var options = new T();
        var section = configuration.GetSection(sectionName);
        var properties = typeof(T).GetProperties().Where(p => p.CanWrite && IsPlain(p.PropertyType)).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren().Where(c => c.Value is not null))
        {
            if (properties.TryGetValue(child.Key, out var property))
                Set(options, property, child);
            else
                _problems.Add(new FieldProblem(child.Path, "is not a setting", $"known here are {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}"));
        }

        Validate(options, sectionName);
        return options;
    }

    private static bool IsPlain(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private void Set<T>(T options, PropertyInfo property, IConfigurationSection setting)
    {
        try
        {
            property.SetValue(options, TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(setting.Value!));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            _problems.Add(new FieldProblem(setting.Path, $"is '{setting.Value}', which is no {property.PropertyType.Name}", "write a value of that type"));
        }
    }

    private void Validate<T>(T options, string sectionName)
        where T : class
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
            _problems.Add(new FieldProblem($"{sectionName}:{string.Join(",", result.MemberNames)}", result.ErrorMessage ?? "is not valid", "see docs/operating.md"));
    }
}
