using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting;

/// <summary>Reads options of plain values and of options, and collects everything that is wrong with them instead of stopping at the first.</summary>
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
        Fill(options, configuration.GetSection(sectionName));
        return options;
    }

    /// <summary>The properties of options that people may set: plain values, and options of their own. In the order of the code.</summary>
    public static IEnumerable<PropertyInfo> SettableOf(object options) =>
        options.GetType().GetProperties().Where(p => p.CanWrite && (IsPlain(p.PropertyType) || p.GetValue(options) is not (null or Delegate)));

    /// <summary>Whether a type is written as one text.</summary>
    public static bool IsPlain(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private void Fill(object options, IConfigurationSection section)
    {
        var settings = SettableOf(options).ToList();
        foreach (var child in section.GetChildren())
        {
            if (settings.Find(p => string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase)) is not { } setting)
                _problems.Add(new FieldProblem(child.Path, "is not a setting", $"known here are {string.Join(", ", settings.Select(p => p.Name).Order(StringComparer.Ordinal))}"));
            else if (IsPlain(setting.PropertyType))
                Set(options, setting, child);
            else
                Fill(setting.GetValue(options)!, child);
        }

        Validate(options, section.Path);
    }

    private void Set(object options, PropertyInfo setting, IConfigurationSection section)
    {
        try
        {
            setting.SetValue(options, TypeDescriptor.GetConverter(setting.PropertyType).ConvertFromInvariantString(section.Value ?? ""));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            _problems.Add(new FieldProblem(section.Path, $"is '{section.Value}', which is no {setting.PropertyType.Name}", "write a value of that type"));
        }
    }

    private void Validate(object options, string path)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
            _problems.Add(new FieldProblem($"{path}:{string.Join(',', result.MemberNames)}", result.ErrorMessage ?? "is not valid", "correct the setting"));
    }
}
