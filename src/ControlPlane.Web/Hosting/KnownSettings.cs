using System.ComponentModel;
using System.Reflection;

namespace ControlPlane.Web.Hosting;

/// <summary>Lists the settings of the control plane by its options types, so that a new option is known here by itself. Stateless.</summary>
internal static class KnownSettings
{
    private const string SectionField = "Section";

    /// <summary>Every setting with what holds when nobody says anything.</summary>
    public static IReadOnlyList<KnownSetting> Defaults { get; } = [.. Sections.SelectMany(s => Of(s.Name, Activator.CreateInstance(s.Property.PropertyType)!))];

    /// <summary>Every setting with what holds in these.</summary>
    public static IEnumerable<KnownSetting> Of(HostSettings settings) => Sections.SelectMany(s => Of(s.Name, s.Property.GetValue(settings)!));

    private static IEnumerable<(string Name, PropertyInfo Property)> Sections =>
        from property in typeof(HostSettings).GetProperties()
        let section = property.PropertyType.GetField(SectionField, BindingFlags.Public | BindingFlags.Static)
        where section is not null
        select ((string)section.GetValue(null)!, property);

    private static IEnumerable<KnownSetting> Of(string path, object options) => OptionsReader.SettableOf(options).SelectMany(p => OptionsReader.IsPlain(p.PropertyType)
        ? [new KnownSetting($"{path}:{p.Name}", TextOf(p, options), p)]
        : Of($"{path}:{p.Name}", p.GetValue(options)!));

    private static string TextOf(PropertyInfo property, object options) =>
        TypeDescriptor.GetConverter(property.PropertyType).ConvertToInvariantString(property.GetValue(options)) ?? "";
}
