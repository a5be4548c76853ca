using ControlPlane.Contracts.Audit;
using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ControlPlane.Data.Audit;

/// <summary>Keeps a head as JSON text.</summary>
internal sealed class AuditHeadConverter() : ValueConverter<AuditHead, string>(head => JsonColumn.Write(head), text => JsonColumn.Read<AuditHead>(text));
