using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ControlPlane.Data.Agents;

/// <summary>Keeps a position as JSON text.</summary>
internal sealed class TablePositionConverter() : ValueConverter<TablePosition, string>(position => JsonColumn.Write(position), text => JsonColumn.Read<TablePosition>(text));
