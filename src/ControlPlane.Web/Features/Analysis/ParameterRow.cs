using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>One parameter while it is typed. Belongs to one form, not thread-safe.</summary>
public sealed class ParameterRow
{
    /// <summary>As typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>What values it takes.</summary>
    public ParameterType Type { get; set; } = ParameterType.Number;

    /// <summary>As typed; empty when one must be given at the start.</summary>
    public string Default { get; set; } = "";

    /// <summary>What it means; empty when the name says it.</summary>
    public string Description { get; set; } = "";

    /// <summary>The parameter it stands for.</summary>
    public TemplateParameter ToParameter() => new(Name.Trim(), Type, Default.Trim().Length == 0 ? null : Default.Trim(), Description.Trim());

    /// <summary>The row of a parameter.</summary>
    public static ParameterRow Of(TemplateParameter parameter) => new() { Name = parameter.Name, Type = parameter.Type, Default = parameter.Default ?? "", Description = parameter.Description };
}
