// Sends one file straight from the disk to the API, so that its bytes never pass through the page's connection.
const reportEvery = 250;

class Upload {
  constructor(zone, input, page) {
    Object.assign(this, { zone, input, page });
    this.listening = new AbortController();
    const { signal } = this.listening;
    input.addEventListener("change", () => this.take(input.files[0]), { signal });
    zone.addEventListener("dragover", event => { event.preventDefault(); zone.dataset.over = ""; }, { signal });
    zone.addEventListener("dragleave", () => delete zone.dataset.over, { signal });
    zone.addEventListener("drop", event => {
      event.preventDefault();
      delete zone.dataset.over;
      this.take(event.dataTransfer.files[0]);
    }, { signal });

    // Whoever was quicker than the page's connection has chosen a file already.
    this.take(input.files[0]);
  }

  take(file) {
    if (!file) return;
    this.file = file;
    this.page.invokeMethodAsync("TakeFile", file.name, file.size);
  }

  send(address) {
    const request = new XMLHttpRequest();
    let reported = 0;
    request.upload.onprogress = event => {
      if (event.timeStamp - reported < reportEvery) return;
      reported = event.timeStamp;
      this.page.invokeMethodAsync("TakeProgress", event.loaded, event.total);
    };
    request.onload = () => this.finish(request.status, request.responseText);
    request.onerror = () => this.finish(0, "");
    request.onabort = () => this.finish(-1, "");
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(this.file);
    this.request = request;
  }

  finish(status, body) {
    this.request = null;
    this.input.value = "";
    this.page.invokeMethodAsync("Finish", status, body);
  }

  cancel() {
    this.request?.abort();
  }

  dispose() {
    this.listening.abort();
    this.request?.abort();
  }
}

export function attach(zone, input, page) {
  return new Upload(zone, input, page);
}
