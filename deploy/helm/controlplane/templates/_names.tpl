{{- define "controlplane.name" -}}
{{ default .Release.Name .Values.nameOverride | trunc 50 }}
{{- end }}

{{- define "controlplane.labels" -}}
app.kubernetes.io/name: controlplane
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "controlplane.selector" -}}
app.kubernetes.io/name: controlplane
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "controlplane.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "controlplane.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end }}
