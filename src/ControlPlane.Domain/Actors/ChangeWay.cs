using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Actors;

/// <summary>By which way a change came.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ChangeWay>))]
public enum ChangeWay
{
    /// <summary>A person on a page.</summary>
    Ui,

    /// <summary>A caller of the HTTP API.</summary>
    Api,

    /// <summary>Somebody with access to the host, by the program's commands.</summary>
    CommandLine,

    /// <summary>The control plane itself.</summary>
    Automatic,
}
