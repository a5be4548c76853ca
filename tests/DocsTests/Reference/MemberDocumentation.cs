using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ControlPlane.DocsTests.Reference;

/// <summary>The first sentence of what the code says about a property.</summary>
internal static partial class MemberDocumentation
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Known = [];

    /// <summary>Its summary as Markdown, in one line.</summary>
    public static string SummaryOf(PropertyInfo property)
    {
        var assembly = property.DeclaringType!.Assembly;
        if (!Known.TryGetValue(assembly, out var members))
            Known[assembly] = members = Load(assembly);
        var name = $"P:{property.DeclaringType.FullName!.Replace('+', '.')}.{property.Name}";
        return members.TryGetValue(name, out var member) && member.Element("summary") is { } summary
            ? Space().Replace(string.Concat(summary.Nodes().Select(TextOf)), " ").Trim()
            : throw new InvalidOperationException($"{name} has no summary, and a reference is made of it.");
    }

    private static Dictionary<string, XElement> Load(Assembly assembly) =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml")).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value).Split('.', ':')[^1]}`",
        XElement other => other.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
