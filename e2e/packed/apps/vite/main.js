import '@secure-stream/element/define';
